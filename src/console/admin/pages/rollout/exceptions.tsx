// What is left out on purpose: who answers for it, what is done there instead, and until when. What has ended is said to have.

import { Badge, Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RolloutException } from '../../../../protocol/operations/rollout.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useAct } from './use-rollout.ts';

export function Exceptions({ exceptions }: { readonly exceptions: readonly RolloutException[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const may = useMay('policy.manage') === true;
  const act = useAct();
  const [isAdding, setAdding] = useState(false);
  return (
    <Section title={t('rollout.exceptions.title')} purpose={t('rollout.exceptions.purpose')}>
      {exceptions.length === 0 ? <Text className={styles.quiet}>{t('rollout.exceptions.none')}</Text> : null}
      <ul className={styles.list}>
        {exceptions.map(({ exceptionId, subject, owner, fallback, endsOn, state }) => (
          <li key={exceptionId} className={styles.exception}>
            <div className={styles.words}>
              <div className={styles.head}>
                <Text weight="semibold">{subject}</Text>
                <Badge appearance="tint" color={COLORS[state]}>
                  {t(`rollout.exceptions.states.${state}`)}
                </Badge>
              </div>
              <Text className={styles.quiet}>
                {t('rollout.exceptions.line', { owner, fallback, until: lastDay(endsOn) })}
              </Text>
            </div>
            {may && state !== 'closed' ? (
              <Button
                size="small"
                disabled={act.isPending}
                aria-label={t('rollout.exceptions.closeOf', { subject })}
                onClick={() => act.mutate((api) => api('closeRolloutException', { params: { exceptionId } }))}
              >
                {t('rollout.exceptions.close')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {act.error === null ? null : <Failed error={act.error} onRetry={act.reset} />}
      {may ? (
        <Button className={styles.add} icon={<AddRegular />} onClick={() => setAdding(true)}>
          {t('rollout.exceptions.add')}
        </Button>
      ) : null}
      {isAdding ? <ExceptionDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

/** A day of the calendar, wherever it is read. */
function lastDay(day: string): string {
  const format = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(i18next.language, format).format(Date.parse(day));
}

const COLORS = { holds: 'success', ended: 'warning', closed: 'informative' } as const;

function ExceptionDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const [given, setGiven] = useState({ subject: '', owner: '', fallback: '', endsOn: '' });
  const body = { ...given, subject: given.subject.trim(), owner: given.owner.trim(), fallback: given.fallback.trim() };
  const isReady = body.subject !== '' && body.owner !== '' && body.fallback.length >= 3 && body.endsOn !== '';
  return (
    <FormDialog
      title={t('rollout.exceptions.add')}
      act={t('rollout.exceptions.addAct')}
      isReady={isReady}
      onAct={() => api('addRolloutException', { body })}
      onClose={onClose}
    >
      {(['subject', 'owner', 'fallback'] as const).map((name) => (
        <Field key={name} label={t(`rollout.exceptions.fields.${name}`)} required>
          <Input
            value={given[name]}
            maxLength={256}
            onChange={(_, { value }) => setGiven((before) => ({ ...before, [name]: value }))}
          />
        </Field>
      ))}
      <Field label={t('rollout.exceptions.until')} required>
        <Input
          type="date"
          value={given.endsOn}
          onChange={(_, { value }) => setGiven((before) => ({ ...before, endsOn: value }))}
        />
      </Field>
    </FormDialog>
  );
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  exception: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  add: { alignSelf: 'start' },
});
