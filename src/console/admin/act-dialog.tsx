// One act, asked for in a dialog: what is missing keeps it back, and it stays open until the service has answered, so that a
// refusal is read where it was asked.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../shared/api.ts';
import { Failed } from '../shared/page-states.tsx';
import { rolesWith } from './permission.tsx';

type Props = {
  readonly title: string;
  /** On its button. */
  readonly act: string;
  /** Nothing is missing. */
  readonly isReady: boolean;
  /** Closed only by a choice, not by a click beside it. */
  readonly isAlert?: boolean;
  readonly onAct: () => Promise<unknown>;
  /** `isDone`: it was done, and not cancelled. */
  readonly onClose: (isDone: boolean) => void;
  readonly children: ReactNode;
};

export function ActDialog({ title, act, isReady, isAlert = false, onAct, onClose, children }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const doing = useMutation({ mutationFn: onAct, onSuccess: () => onClose(true) });
  return (
    <Dialog
      modalType={isAlert ? 'alert' : 'modal'}
      open
      onOpenChange={(_, { open }) => (open || doing.isPending ? undefined : onClose(false))}
    >
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !doing.isPending) doing.mutate();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {doing.error === null ? null : <Refused error={doing.error} onRetry={doing.reset} />}
            </DialogContent>
            <DialogActions>
              <Button disabled={doing.isPending} onClick={() => onClose(false)}>
                {t('dialog.cancel')}
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
