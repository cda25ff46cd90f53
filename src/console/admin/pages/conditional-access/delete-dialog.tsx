// Asks once before a policy goes, and goes back to the others when it went.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import type { KeptPolicy } from './queries.ts';
import { useDelete } from './use-change.ts';

type Props = { readonly kept: KeptPolicy; readonly isOpen: boolean; readonly onClose: () => void };

export function DeleteDialog({ kept, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDelete(kept);
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('conditionalAccess.delete.title', { name: kept.policy.name })}</DialogTitle>
          <DialogContent>
            {t('conditionalAccess.delete.text')}
            {remove.error === null ? null : <Failed error={remove.error} onRetry={remove.reset} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('conditionalAccess.cancel')}</Button>
            <Button
              appearance="primary"
              disabled={remove.isPending}
              onClick={() =>
                remove.mutate(undefined, {
                  onSuccess: () => {
                    onClose();
                    void navigate({ to: '/conditional-access' });
                  },
                })
              }
            >
              {t('conditionalAccess.delete.confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
