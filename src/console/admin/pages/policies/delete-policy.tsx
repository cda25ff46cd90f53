// Asks once before a policy goes, and names it and what follows.

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
import type { Policy } from './graph-policy.ts';

type Props = {
  readonly policy: Policy | undefined;
  readonly onCancel: () => void;
  readonly onDelete: (policy: Policy) => void;
};

export function DeletePolicy({ policy, onCancel, onDelete }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog open={policy !== undefined} onOpenChange={(_, { open }) => (open ? undefined : onCancel())}>
      <DialogSurface>
        {policy === undefined ? null : (
          <DialogBody>
            <DialogTitle>{t('policies.delete.title', { name: policy.name })}</DialogTitle>
            <DialogContent>
              {t(policy.isAssigned ? 'policies.delete.text' : 'policies.delete.unassigned', {
                count: policy.settingCount,
              })}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{t('policies.delete.cancel')}</Button>
              <Button appearance="primary" onClick={() => onDelete(policy)}>
                {t('policies.delete.confirm')}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
