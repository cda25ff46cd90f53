// The smallest change that lets a restore through, tried out by the service; done here with one press, or copied for Entra.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Command } from '../../../shared/command.tsx';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { KEY } from './queries.ts';
import { OutcomeBadge, type RestoreAccess } from './restore-answer.tsx';

type Remedy = RestoreAccess['remedies'][number];
type Change = Remedy['changes'][number];

export function Remedies({ answer }: { readonly answer: RestoreAccess }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { remedies, outcomeAfter, passages } = answer;
  const names = [...new Set(passages.map(({ applicationName }) => applicationName))].join(', ');
  return (
    <Section title={t('conditionalAccess.fix.title')} purpose={t('conditionalAccess.fix.purpose')}>
      {remedies.map((remedy) => (
        <RemedyView key={remedy.policyId ?? remedy.displayName} remedy={remedy} names={names} />
      ))}
      {outcomeAfter === null ? null : (
        <Text className={styles.after}>
          {t('conditionalAccess.fix.afterwards')} <OutcomeBadge outcome={outcomeAfter} />
        </Text>
      )}
    </Section>
  );
}

function RemedyView({ remedy, names }: { readonly remedy: Remedy; readonly names: string }) {
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
          {policyId === null ? null : <Apply policyId={policyId} name={displayName} change={best} names={names} />}
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

type ApplyProps = {
  readonly policyId: string;
  readonly name: string;
  readonly change: Change;
  readonly names: string;
};

function Apply({ policyId, name, change, names }: ApplyProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const apply = useMutation({
    mutationFn: () => api('updateConditionalAccessPolicy', { params: { id: policyId }, body: change.patch }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
  if (useMay('conditionalAccess.manage') !== true) return null;
  return (
    <div>
      <Button appearance="primary" disabled={apply.isPending} onClick={() => setAsked(true)}>
        {t('conditionalAccess.fix.apply')}
      </Button>
      {apply.error === null ? null : <Failed error={apply.error} onRetry={apply.reset} />}
      <Dialog open={asked} onOpenChange={(_, { open }) => setAsked(open)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('conditionalAccess.fix.confirmTitle', { name })}</DialogTitle>
            <DialogContent>
              {changeWords(change, names, t)} {t('conditionalAccess.fix.confirmText')}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => setAsked(false)}>{t('conditionalAccess.cancel')}</Button>
              <Button
                appearance="primary"
                onClick={() => {
                  setAsked(false);
                  apply.mutate();
                }}
              >
                {t('conditionalAccess.fix.confirm')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </div>
  );
}

/** A policy of its own that keeps the restore protected. */
export function Companion({ companion }: { readonly companion: NonNullable<RestoreAccess['companion']> }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => api('createConditionalAccessPolicy', { body: companion.policy }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
  const mayChange = useMay('conditionalAccess.manage') === true;
  return (
    <Section title={t('conditionalAccess.companion.title')} purpose={t('conditionalAccess.companion.purpose')}>
      <Text className={styles.after}>
        {t('conditionalAccess.companion.afterwards')} <OutcomeBadge outcome={companion.outcomeAfter} />
      </Text>
      {mayChange ? (
        <div>
          <Button disabled={add.isPending} onClick={() => add.mutate()}>
            {t('conditionalAccess.companion.add')}
          </Button>
        </div>
      ) : null}
      {add.error === null ? null : <Failed error={add.error} onRetry={add.reset} />}
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

/** In the page's language; a kind that is newer than the page in the service's words. */
function changeWords({ kind, words, patch }: Change, names: string, t: TFunction): string {
  const filter = (patch as { conditions?: { devices?: { deviceFilter?: { rule?: string } } } }).conditions?.devices;
  const rule = filter?.deviceFilter?.rule ?? '';
  return t(`conditionalAccess.fix.kinds.${kind}`, { names, rule, defaultValue: words });
}

function effectWords({ triedOn, changedElsewhere, changedRestores }: Change, t: TFunction): string {
  const tried = t('conditionalAccess.fix.tried', { total: wholeNumber(triedOn) });
  const elsewhere =
    changedElsewhere === 0
      ? t('conditionalAccess.fix.nothingElse')
      : t('conditionalAccess.fix.elsewhere', { count: changedElsewhere });
  const restores =
    changedRestores === 0 ? '' : ` ${t('conditionalAccess.fix.otherRestores', { count: changedRestores })}`;
  return `${tried} ${elsewhere}${restores}`;
}

const useStyles = makeStyles({
  remedy: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  name: { margin: 0 },
  after: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground2 },
});
