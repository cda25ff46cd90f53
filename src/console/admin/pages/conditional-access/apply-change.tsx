// Makes the smallest change, once somebody has read what it is; and adds the policy that keeps the restore protected with it.

import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { type Change, changeWords } from './change-words.ts';
import { KEY } from './queries.ts';
import type { RestoreAccess } from './restore-answer.tsx';

type Props = {
  readonly policyId: string;
  readonly name: string;
  readonly change: Change;
  readonly names: string;
  readonly companion: RestoreAccess['companion'];
};

export function ApplyChange({ policyId, name, change, names, companion }: Props) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [isProtected, setIsProtected] = useState(true);
  const apply = useMutation({
    mutationFn: async () => {
      await api('updateConditionalAccessPolicy', { params: { id: policyId }, body: change.patch });
      // Where it is let through without a second factor, one is asked for by a policy of its own.
      if (companion !== null && isProtected) await api('createConditionalAccessPolicy', { body: companion.policy });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
  if (useMay('conditionalAccess.manage') !== true) return null;
  return (
    <div>
      <Button appearance="primary" disabled={apply.isPending} onClick={() => setAsked(true)}>
        {t('conditionalAccess.fix.apply')}
      </Button>
      {apply.error === null ? null : <Failed error={apply.error} onRetry={apply.reset} />}
      <Dialog open={asked} onOpenChange={(_, { open }) => setAsked(open)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('conditionalAccess.fix.confirmTitle', { name })}</DialogTitle>
            <DialogContent>
              {changeWords(change, names, t)} {t('conditionalAccess.fix.confirmText')}
              {companion === null ? null : (
                <Checkbox
                  label={t('conditionalAccess.fix.alsoProtect')}
                  checked={isProtected}
                  onChange={(_, { checked }) => setIsProtected(checked === true)}
                />
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => setAsked(false)}>{t('conditionalAccess.cancel')}</Button>
              <Button
                appearance="primary"
                onClick={() => {
                  setAsked(false);
                  apply.mutate();
                }}
              >
                {t('conditionalAccess.fix.confirm')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </div>
  );
}
