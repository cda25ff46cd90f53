// Asks once before everything of a person is erased: what goes, from which devices, what stays, and that nobody brings it back.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { HistoryView } from '../../protocol/experience.ts';
import { ask } from './agent.ts';

type Props = { readonly isOpen: boolean; readonly onAnswer: (isYes: boolean) => void };

export function EraseQuestion({ isOpen, onAnswer }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useQuery({
    queryKey: ['history'],
    queryFn: ({ signal }) => ask<HistoryView>('/api/history', signal),
  });
  const devices = history.data?.devices.map(({ deviceName }) => deviceName) ?? [];
  const named = new Intl.ListFormat(i18next.language).format(devices);
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={(_, { open }) => (open ? undefined : onAnswer(false))}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('experience.app.erase.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text block>
              {devices.length === 0
                ? t('experience.app.erase.all')
                : t('experience.app.erase.allOf', { devices: named })}
            </Text>
            <ul className={styles.list}>
              <li>{t('experience.app.erase.forEver')}</li>
              <li>{t('experience.app.erase.stops')}</li>
              <li>{t('experience.app.erase.stays')}</li>
            </ul>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={() => onAnswer(false)}>{t('experience.app.erase.keep')}</Button>
            <Button appearance="primary" onClick={() => onAnswer(true)}>
              {t('experience.app.erase.confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

const useStyles = makeStyles({
  content: { overflowWrap: 'anywhere' },
  list: { marginBlockEnd: 0, paddingInlineStart: tokens.spacingHorizontalXL, lineHeight: 1.6 },
});
