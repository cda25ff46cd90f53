// The smallest change that lets a restore through, tried out by the service; done here with one press, or copied for Entra.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Command } from '../../../shared/command.tsx';
import { Section } from '../../../shared/section.tsx';
import { ApplyChange } from './apply-change.tsx';
import { changeWords, effectWords } from './change-words.ts';
import { OutcomeBadge, type RestoreAccess } from './restore-answer.tsx';

type Remedy = RestoreAccess['remedies'][number];

export function Remedies({ answer }: { readonly answer: RestoreAccess }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { remedies, outcomeAfter, passages, companion } = answer;
  const names = [...new Set(passages.map(({ applicationName }) => applicationName))].join(', ');
  return (
    <Section title={t('conditionalAccess.fix.title')} purpose={t('conditionalAccess.fix.purpose')}>
      {remedies.map((remedy) => (
        <RemedyView key={remedy.policyId ?? remedy.displayName} remedy={remedy} names={names} companion={companion} />
      ))}
      {outcomeAfter === null ? null : (
        <Text className={styles.after}>
          {t('conditionalAccess.fix.afterwards')} <OutcomeBadge outcome={outcomeAfter} />
        </Text>
      )}
    </Section>
  );
}

type RemedyProps = {
  readonly remedy: Remedy;
  readonly names: string;
  readonly companion: RestoreAccess['companion'];
};

function RemedyView({ remedy, names, companion }: RemedyProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { displayName, isCertain, changes, policyId } = remedy;
  const [best, ...others] = changes;
  return (
    <div className={styles.remedy}>
      <Text as="h3" weight="semibold" className={styles.name}>
        {isCertain ? displayName : t('conditionalAccess.fix.ifItBlocks', { name: displayName })}
      </Text>
      {best === undefined ? (
        <Text>{t('conditionalAccess.fix.none')}</Text>
      ) : (
        <>
          <Text size={400}>{changeWords(best, names, t)}</Text>
          <Text className={styles.quiet}>{effectWords(best, t)}</Text>
          {policyId === null ? null : (
            <ApplyChange policyId={policyId} name={displayName} change={best} {...{ names, companion }} />
          )}
          <details>
            <summary className={styles.summary}>{t('conditionalAccess.fix.inEntra')}</summary>
            <Command
              purpose={t('conditionalAccess.fix.request')}
              text={`PATCH https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies/${policyId ?? '{id}'}\n${JSON.stringify(best.patch, null, 2)}`}
            />
            {others.length === 0 ? null : <Text>{t('conditionalAccess.fix.blunter')}</Text>}
            <ul className={styles.list}>
              {others.map((it) => (
                <li key={it.words}>
                  {changeWords(it, names, t)} <span className={styles.quiet}>{effectWords(it, t)}</span>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </div>
  );
}

/** A policy of its own that keeps the restore protected; added together with the change. */
export function Companion({ companion }: { readonly companion: NonNullable<RestoreAccess['companion']> }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Section title={t('conditionalAccess.companion.title')} purpose={t('conditionalAccess.companion.purpose')}>
      <Text className={styles.after}>
        {t('conditionalAccess.companion.afterwards')} <OutcomeBadge outcome={companion.outcomeAfter} />
      </Text>
      <details>
        <summary className={styles.summary}>{t('conditionalAccess.fix.inEntra')}</summary>
        <Command
          purpose={t('conditionalAccess.fix.request')}
          text={`POST https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies\n${JSON.stringify(companion.policy, null, 2)}`}
        />
      </details>
    </Section>
  );
}

const useStyles = makeStyles({
  remedy: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  name: { margin: 0 },
  after: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground2 },
});
