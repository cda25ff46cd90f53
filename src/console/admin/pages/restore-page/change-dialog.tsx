// Asks once before the restore page changes for somebody: what it means, counted by the service, and then the act.

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
import { useTranslation } from 'react-i18next';
import type { Act } from './configurations.ts';
import { type Change, Consequences } from './consequences.tsx';

/** A change that waits for an answer. */
export type Question = {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  /** Left out: nothing that could be counted. */
  readonly change?: Change | undefined;
  readonly act: Act;
};

type Props = {
  readonly question: Question | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (act: Act) => void;
};

export function ChangeDialog({ question, onCancel, onConfirm }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Dialog open={question !== undefined} onOpenChange={(_, { open }) => (open ? undefined : onCancel())}>
      <DialogSurface>
        {question === undefined ? null : (
          <DialogBody>
            <DialogTitle>{question.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{question.text}</Text>
              {question.change === undefined ? null : <Consequences change={question.change} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{t('restorePage.cancel')}</Button>
              <Button appearance="primary" onClick={() => onConfirm(question.act)}>
                {question.confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

const useStyles = makeStyles({
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
});
