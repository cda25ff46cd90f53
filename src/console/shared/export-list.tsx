// Takes a whole list away as CSV: everything that is filtered for, not only what is loaded, asked for page by page. It says how
// far it is and can be stopped; nothing is kept when it is.

import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import { CSV_TYPE, csvLine, UTF8_MARK } from './csv.ts';
import { wholeNumber } from './i18n.ts';
import type { PageOf } from './list-page.ts';
import { Failed } from './page-states.tsx';
import { saveFile } from './save-file.ts';

/** A column of a list; without a text it is not in the file. */
type TextColumn<T> = { readonly name: string; readonly text?: (row: T) => string | number };

type Props<T> = {
  /** Without its ending. */
  readonly fileName: string;
  readonly page: PageOf<T>;
  readonly columns: readonly TextColumn<T>[];
};

export function ExportList<T>(props: Props<T>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { run, stop, count } = useExport(props);
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

function useExport<T>(wanted: Props<T>) {
  const [count, setCount] = useState(0);
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);
  const run = useMutation({
    mutationFn: async () => {
      const { signal } = (going.current = new AbortController());
      setCount(0);
      try {
        return await exportRows(wanted, signal, setCount);
      } catch (error) {
        if (signal.aborted) return 'stopped' as const;
        throw error;
      }
    },
  });
  return { run, count, stop: () => going.current?.abort() };
}

async function exportRows<T>(
  { fileName, page, columns }: Props<T>,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<number> {
  const told = columns.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }]));
  const lines = [`${UTF8_MARK}${csvLine(told.map(({ name }) => name))}`];
  let [count, after]: [number, string | undefined] = [0, undefined];
  do {
    const { rows, next } = await page({ limit: PAGE_SIZE_MAX, after, signal });
    for (const row of rows) lines.push(csvLine(told.map(({ text }) => text(row))));
    count += rows.length;
    onProgress(count);
    after = next ?? undefined;
  } while (after !== undefined);
  signal.throwIfAborted();
  saveFile(new Blob(lines, { type: CSV_TYPE }), `${fileName}.csv`);
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
