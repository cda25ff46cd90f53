// A few fields and one act: what is missing keeps the act back, and a refusal of the service is read where it was asked.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import { useAgain } from './use-rollout.ts';

type Props = {
  readonly title: string;
  readonly act: string;
  readonly isReady: boolean;
  readonly onAct: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function FormDialog({ title, act, isReady, onAct, onClose, children }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const again = useAgain();
  const doing = useMutation({
    mutationFn: onAct,
    onSuccess: () => {
      onClose();
      again();
    },
  });
  return (
    <Dialog open onOpenChange={(_, { open }) => (open || doing.isPending ? undefined : onClose())}>
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
              {doing.error === null ? null : <Failed error={doing.error} onRetry={doing.reset} />}
            </DialogContent>
            <DialogActions>
              <Button disabled={doing.isPending} onClick={onClose}>
                {t('rollout.cancel')}
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

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalL } });
