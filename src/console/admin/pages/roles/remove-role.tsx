// Asks once before a role of the organization goes, and says from how many it is taken.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import { type Role, useRemoveRole } from './role-queries.ts';

type Props = { readonly role: Role | undefined; readonly holders: number; readonly onClose: () => void };

export function RemoveRole({ role, holders, onClose }: Props) {
  const { t } = useTranslation();
  const remove = useRemoveRole();
  const close = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Dialog open={role !== undefined} onOpenChange={(_, { open }) => (open ? undefined : close())}>
      <DialogSurface>
        {role === undefined ? null : (
          <DialogBody>
            <DialogTitle>{t('roles.remove.title', { name: role.displayName })}</DialogTitle>
            <DialogContent>
              {t('roles.remove.text', { count: holders })}
              {remove.error === null ? null : <Failed error={remove.error} onRetry={remove.reset} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>{t('roles.cancel')}</Button>
              <Button
                appearance="primary"
                disabled={remove.isPending}
                onClick={() => remove.mutate(role.roleId, { onSuccess: close })}
              >
                {t('roles.remove.confirm')}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
