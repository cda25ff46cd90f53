// Asks once before something that is not harmless: what it means, and a button that names the act.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly act: string;
  readonly onAnswer: (isYes: boolean) => void;
  readonly children: ReactNode;
};

export function Question({ isOpen, title, act, onAnswer, children }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => (open ? undefined : onAnswer(false))}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button onClick={() => onAnswer(false)}>{t('settings.cancel')}</Button>
            <Button appearance="primary" onClick={() => onAnswer(true)}>
              {act}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
