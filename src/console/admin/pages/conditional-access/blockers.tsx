// The policies that a restore meets: those in the way first, each with what of it caught the sign-in, what it asks for, and what is
// not known.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../shared/section.tsx';
import { needWords } from './need-words.ts';
import type { RestoreAccess } from './restore-answer.tsx';

type Met = RestoreAccess['policies'][number];

export function Blockers({ answer: { policies } }: { readonly answer: RestoreAccess }) {
  const { t } = useTranslation();
  return (['blocks', 'mayBlock', 'wouldBlock', 'asks'] as const).map((effect) => {
    const met = policies.filter((it) => it.effect === effect);
    return met.length === 0 ? null : (
      <Section
        key={effect}
        title={t(`conditionalAccess.restore.effects.${effect}`)}
        purpose={t(`conditionalAccess.restore.effectHints.${effect}`)}
      >
        {met.map((policy) => (
          <Blocker key={policy.policyId ?? policy.displayName} met={policy} />
        ))}
      </Section>
    );
  });
}

function Blocker({ met }: { readonly met: Met }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { policyId, displayName, conditions, needs, isMalformed } = met;
  const caught = conditions.map(({ condition }) => t(`conditionalAccess.conditions.${condition}`));
  return (
    <div className={styles.policy}>
      <Text as="h3" weight="semibold" className={styles.name}>
        {policyId === null ? (
          displayName
        ) : (
          <Link to="/conditional-access/policies/$policyId" params={{ policyId }} className={styles.link}>
            {displayName}
          </Link>
        )}
      </Text>
      {isMalformed ? <Text>{t('conditionalAccess.malformedHint')}</Text> : null}
      {caught.length === 0 ? null : (
        <Text>{t('conditionalAccess.restore.matches', { conditions: caught.join(', ') })}</Text>
      )}
      {met.controls.length === 0 ? null : <Text>{controlsWords(met, t)}</Text>}
      {needs.length === 0 ? null : (
        <>
          <Text>{t('conditionalAccess.restore.needs')}</Text>
          <ul className={styles.list}>
            {needs.slice(0, MOST).map((need) => (
              <li key={need}>{needWords(need, t)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function controlsWords({ controls, oneIsEnough }: Met, t: TFunction): string {
  if (controls.some(({ control }) => control === 'block')) return t('conditionalAccess.restore.blocksOutright');
  const words = controls.map(({ control, detail, met }) => {
    const name = t(`conditionalAccess.controls.${control}`, { defaultValue: control });
    return `${detail === null ? name : `${name} ${detail}`} (${t(`conditionalAccess.met.${met}`)})`;
  });
  return t(oneIsEnough ? 'conditionalAccess.restore.asksOne' : 'conditionalAccess.restore.asksAll', {
    controls: words.join(', '),
  });
}

const MOST = 6;

const useStyles = makeStyles({
  policy: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  name: { margin: 0 },
  link: { color: tokens.colorBrandForegroundLink },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});
