// What nobody can measure: who acknowledged it, as what and when; or the way to do so, and back.

import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutAcknowledgement } from '../../../../protocol/operations/rollout.ts';
import { dateTime } from '../../../shared/i18n.ts';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useAct } from './use-rollout.ts';

type Props = { readonly subject: string; readonly given: RolloutAcknowledgement | undefined };

export function Acknowledge({ subject, given }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const may = useMay('policy.manage') === true;
  const act = useAct();
  const [isAsked, setAsked] = useState(false);
  const what = t(`rollout.acknowledge.${subject}`);
  return (
    <div className={styles.words}>
      <Text>{what}</Text>
      {given === undefined ? null : (
        <Text className={styles.quiet}>
          {t('rollout.acknowledged', { who: given.by, role: given.role, at: dateTime(given.at) })}
        </Text>
      )}
      {may ? (
        <Button
          size="small"
          className={styles.act}
          disabled={act.isPending}
          aria-label={t(given === undefined ? 'rollout.acknowledgeOf' : 'rollout.withdrawOf', { what })}
          onClick={() =>
            given === undefined
              ? setAsked(true)
              : act.mutate((api) => api('withdrawAcknowledgement', { params: { subject: given.subject } }))
          }
        >
          {t(given === undefined ? 'rollout.acknowledgeAct' : 'rollout.withdraw')}
        </Button>
      ) : null}
      {isAsked ? <RoleDialog {...{ subject, what }} onClose={() => setAsked(false)} /> : null}
    </div>
  );
}

type RoleProps = { readonly subject: string; readonly what: string; readonly onClose: () => void };

function RoleDialog({ subject, what, onClose }: RoleProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const [role, setRole] = useState('');
  const params = { subject: subject as RolloutAcknowledgement['subject'] };
  return (
    <FormDialog
      title={t('rollout.acknowledgeTitle')}
      act={t('rollout.acknowledgeAct')}
      isReady={role.trim() !== ''}
      onAct={() => api('acknowledgeForRollout', { params, body: { role: role.trim() } })}
      onClose={onClose}
    >
      <Text>{what}</Text>
      <Field label={t('rollout.role')} hint={t('rollout.roleHint')} required>
        <Input value={role} maxLength={256} onChange={(_, { value }) => setRole(value)} />
      </Field>
    </FormDialog>
  );
}

const useStyles = makeStyles({
  words: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  act: { justifySelf: 'start' },
});
