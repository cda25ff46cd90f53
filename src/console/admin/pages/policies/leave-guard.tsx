// What is not saved is not lost by a click: leaving asks once. Closing the window asks in the browser's own words.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    // A tab or a filter in the address is no leaving.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <Dialog open={status === 'blocked'} onOpenChange={(_, { open }) => (open ? undefined : reset?.())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('drafts.leaveTitle')}</DialogTitle>
          <DialogContent>{t('drafts.leaveText')}</DialogContent>
          <DialogActions>
            <Button onClick={() => proceed?.()}>{t('drafts.leave')}</Button>
            <Button appearance="primary" onClick={() => reset?.()}>
              {t('drafts.stay')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
