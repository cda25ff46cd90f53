// Takes a whole list away as CSV: everything that is filtered for, not only what is loaded, asked for page by page. It says how
// far it is and can be stopped; nothing is kept when it is.

import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CSV_TYPE, csvLine, UTF8_MARK } from './csv.ts';
import { wholeNumber } from './i18n.ts';
import { Failed } from './page-states.tsx';
import { saveFile } from './save-file.ts';

export type ListFile<T> = {
  /** Without its ending. */
  readonly name: string;
  /** One page of the rows; `after` is what the page before it said comes next. */
  readonly page: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>;
};
type Page<T> = { readonly rows: readonly T[]; readonly next: string | undefined };

/** A column of a list; without a text it is not in the file. */
type TextColumn<T> = { readonly name: string; readonly text?: (row: T) => string | number };

type Props<T> = { readonly file: ListFile<T>; readonly columns: readonly TextColumn<T>[] };

export function ExportList<T>({ file, columns }: Props<T>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { run, stop, count } = useExport(file, columns);
  return (
    <>
      <Button icon={<ArrowDownloadRegular />} disabled={run.isPending} onClick={() => run.mutate()}>
        {t('list.export')}
      </Button>
      <div role="status" className={styles.status}>
        {run.isPending ? (
          <>
            <Spinner size="tiny" aria-hidden />
            <Text>{t('list.exporting', { count, shown: wholeNumber(count) })}</Text>
            <Button onClick={stop}>{t('list.stop')}</Button>
          </>
        ) : null}
        {run.data === undefined ? null : (
          <Text>
            {run.data === 'stopped'
              ? t('list.stopped')
              : t('list.exported', { count: run.data, shown: wholeNumber(run.data) })}
          </Text>
        )}
      </div>
      {run.error === null ? null : <Failed error={run.error} onRetry={() => run.mutate()} />}
    </>
  );
}

function useExport<T>({ name, page }: ListFile<T>, columns: readonly TextColumn<T>[]) {
  const [count, setCount] = useState(0);
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);
  const run = useMutation({
    mutationFn: async () => {
      const { signal } = (going.current = new AbortController());
      setCount(0);
      try {
        return await exportRows(columns, { name, page, signal, onProgress: setCount });
      } catch (error) {
        if (signal.aborted) return 'stopped' as const;
        throw error;
      }
    },
  });
  return { run, count, stop: () => going.current?.abort() };
}

type Work<T> = ListFile<T> & { readonly signal: AbortSignal; readonly onProgress: (count: number) => void };

async function exportRows<T>(
  columns: readonly TextColumn<T>[],
  { name, page, signal, onProgress }: Work<T>,
): Promise<number> {
  const told = columns.flatMap((column) =>
    column.text === undefined ? [] : [{ name: column.name, text: column.text }],
  );
  const lines = [`${UTF8_MARK}${csvLine(told.map((it) => it.name))}`];
  let [count, after]: [number, string | undefined] = [0, undefined];
  do {
    const { rows, next } = await page(after, signal);
    for (const row of rows) lines.push(csvLine(told.map(({ text }) => text(row))));
    count += rows.length;
    onProgress(count);
    after = next;
  } while (after !== undefined);
  signal.throwIfAborted();
  saveFile(new Blob(lines, { type: CSV_TYPE }), `${name}.csv`);
  return count;
}

const useStyles = makeStyles({
  status: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    ':empty': { display: 'none' },
  },
});
