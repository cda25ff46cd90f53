// Adding a ring: what it is called, whose it is, and what has to be seen in it.

import { Field, Input, Radio, RadioGroup, SpinButton } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_EXIT } from '../../../../domain/rollout/ring.ts';
import { useConnection } from '../../api-context.tsx';
import { FormDialog } from './form-dialog.tsx';

export function RingDialog({ isFirst, onClose }: { readonly isFirst: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const [displayName, setName] = useState(isFirst ? t('rollout.rings.pilot') : '');
  const [group, setGroup] = useState('');
  const [members, setMembers] = useState<'people' | 'devices'>('people');
  const [daysMin, setDays] = useState(DEFAULT_EXIT.daysMin);
  const [restoresMin, setRestores] = useState(DEFAULT_EXIT.restoresMin);
  const isReady = displayName.trim() !== '' && group.trim() !== '';
  const body = { displayName: displayName.trim(), group: group.trim(), members, exit: { daysMin, restoresMin } };
  return (
    <FormDialog
      title={t('rollout.rings.add')}
      act={t('rollout.rings.addAct')}
      isReady={isReady}
      onAct={() => api('addRolloutRing', { body })}
      onClose={onClose}
    >
      <Field label={t('rollout.rings.name')} required>
        <Input value={displayName} maxLength={256} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={t('rollout.rings.group')} hint={t('rollout.rings.groupHint')} required>
        <Input value={group} maxLength={256} onChange={(_, { value }) => setGroup(value)} />
      </Field>
      <Field label={t('rollout.rings.members')}>
        <RadioGroup
          layout="horizontal"
          value={members}
          onChange={(_, { value }) => setMembers(value === 'devices' ? 'devices' : 'people')}
        >
          <Radio value="people" label={t('rollout.rings.ofPeople')} />
          <Radio value="devices" label={t('rollout.rings.ofDevices')} />
        </RadioGroup>
      </Field>
      <Field label={t('rollout.rings.daysMin')}>
        <SpinButton value={daysMin} min={0} max={365} onChange={(_, data) => setDays(numberIn(data, 0))} />
      </Field>
      <Field label={t('rollout.rings.restoresMin')} hint={t('rollout.rings.restoresHint')}>
        <SpinButton value={restoresMin} min={1} max={100_000} onChange={(_, data) => setRestores(numberIn(data, 1))} />
      </Field>
    </FormDialog>
  );
}

type Typed = { readonly value?: number | null; readonly displayValue?: string };

/** Steps come as numbers, what is typed as text. */
function numberIn({ value, displayValue }: Typed, least: number): number {
  const number = value ?? Number.parseInt(displayValue ?? '', 10);
  return Number.isNaN(number) ? least : Math.max(least, Math.trunc(number));
}
