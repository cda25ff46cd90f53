// A choice that is saved at once and can be taken back as long as the page is open: what was there before is kept, and saving it
// again is the undo. Also the messages that say so.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';

type Step<C> = { readonly next: C; readonly before?: C; readonly isUndo?: true };

/** `save` answers what holds then, which becomes the data of the query `key`. */
export function useUndoable<C, T>(key: readonly unknown[], save: (choice: C) => Promise<T>) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ next }: Step<C>) => save(next),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  });
  const before = change.isSuccess ? change.variables.before : undefined;
  return {
    set: (next: C, was?: C) => change.mutate(was === undefined ? { next } : { next, before: was }),
    undo: before === undefined ? undefined : () => change.mutate({ next: before, isUndo: true }),
    change,
  };
}

type Props = Pick<ReturnType<typeof useUndoable>, 'undo'> & {
  readonly change: {
    readonly isSuccess: boolean;
    readonly variables: { readonly isUndo?: true } | undefined;
    readonly error: Error | null;
    readonly reset: () => void;
  };
};

export function Saved({ undo, change }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <>
      <div role="status" className={styles.saved}>
        {change.isSuccess ? (
          <MessageBar intent="success">
            <MessageBarBody>
              {t(change.variables?.isUndo === true ? 'settings.undone' : 'settings.saved')}
            </MessageBarBody>
            {undo === undefined ? null : (
              <MessageBarActions>
                <Button onClick={undo}>{t('settings.undo')}</Button>
              </MessageBarActions>
            )}
          </MessageBar>
        ) : null}
      </div>
      {change.error === null ? null : <Failed error={change.error} onRetry={change.reset} />}
    </>
  );
}

/** In sight wherever on the page something was changed. */
const useStyles = makeStyles({ saved: { position: 'sticky', bottom: tokens.spacingVerticalL, zIndex: 1 } });
