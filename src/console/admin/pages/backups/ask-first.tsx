// Asks once before what can not be undone, or what others will read about: what it means, why it is done, and for the worst
// the name of what it is done to, typed. It stays open until the service has answered, so that a refusal is read where it
// was asked.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../../../shared/api.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { rolesWith } from '../../permission.tsx';
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
  const styles = useStyles();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const doing = useMutation({ mutationFn: onAct, onSuccess: () => onClose(true) });
  const isReady =
    (reasonHint === undefined || isReason(reason)) && (nameToType === undefined || typed.trim() === nameToType);
  return (
    <Dialog
      modalType="alert"
      open
      onOpenChange={(_, { open }) => (open || doing.isPending ? undefined : onClose(false))}
    >
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !doing.isPending) doing.mutate(reason.trim());
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              <div>{children}</div>
              {reasonHint === undefined ? null : (
                <ReasonField label={t('backups.reason.why')} value={reason} hint={reasonHint} onChange={setReason} />
              )}
              {nameToType === undefined ? null : (
                <Field label={t('backups.typeName', { name: nameToType })}>
                  <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
                </Field>
              )}
              {doing.error === null ? null : <Refused error={doing.error} onRetry={doing.reset} />}
            </DialogContent>
            <DialogActions>
              <Button disabled={doing.isPending} onClick={() => onClose(false)}>
                {t('backups.cancel')}
              </Button>
              <Button
                type="submit"
                appearance="primary"
                disabled={!isReady || doing.isPending}
                icon={doing.isPending ? <Spinner size="tiny" /> : null}
              >
                {act}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** A legal hold is no failure: somebody meant it, and somebody can release it. */
function Refused({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  if (!(error instanceof ServiceError) || error.code !== 'on-hold') return <Failed error={error} onRetry={onRetry} />;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('holds.refused')}</MessageBarTitle>{' '}
        {t('holds.refusedHint', { roles: rolesWith('legalHold.manage') })}
      </MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingBottom: tokens.spacingVerticalM },
});
