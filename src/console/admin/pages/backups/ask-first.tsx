// Asks once before what can not be undone, or what others will read about: what it means, why it is done, and for the worst
// the name of what it is done to, typed.

import { Field, Input } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../act-dialog.tsx';
import { isReason, ReasonField } from './reason-field.tsx';

type Props = {
  readonly title: string;
  /** The act, on its button. */
  readonly act: string;
  /** What it means. */
  readonly children: ReactNode;
  /** Who reads the reason; left out: none is asked for. */
  readonly reasonHint?: string;
  /** To be typed before the act can be done. */
  readonly nameToType?: string;
  readonly onAct: (reason: string) => Promise<unknown>;
  /** `isDone`: it was done, and not cancelled. */
  readonly onClose: (isDone: boolean) => void;
};

export function AskFirst({ title, act, children, reasonHint, nameToType, onAct, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isReady =
    (reasonHint === undefined || isReason(reason)) && (nameToType === undefined || typed.trim() === nameToType);
  return (
    <ActDialog {...{ title, act, isReady, onClose }} isAlert onAct={() => onAct(reason.trim())}>
      <div>{children}</div>
      {reasonHint === undefined ? null : (
        <ReasonField label={t('backups.reason.why')} value={reason} hint={reasonHint} onChange={setReason} />
      )}
      {nameToType === undefined ? null : (
        <Field label={t('backups.typeName', { name: nameToType })}>
          <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
        </Field>
      )}
    </ActDialog>
  );
}
