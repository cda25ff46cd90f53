// A list of records: a title, what it is for, a search over what is loaded, the rows, and more of them when they are wanted.

import {
  Button,
  makeStyles,
  SearchBox,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportList } from './export-list.tsx';
import { Empty, Failed, LoadingRows } from './page-states.tsx';
import { PrintList } from './print-list.tsx';

export type Column<T> = {
  readonly name: string;
  readonly cell: (row: T) => ReactNode;
  /** What searching looks at, and what stands in a file; left out: neither has it. */
  readonly text?: (row: T) => string;
};

type Props<P, T> = {
  readonly title: string;
  readonly purpose: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  readonly rowsOf: (page: P) => readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  /** What a file of the list is called. */
  readonly fileName: string;
  readonly empty: { readonly title: string; readonly hint: string; readonly icon: ReactNode };
};

export function RecordList<P, T>({ title, purpose, query, rowsOf, keyOf, columns, fileName, empty }: Props<P, T>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const rows = query.data?.pages.flatMap(rowsOf);
  const shown = rows?.filter((row) => matches(row, columns, search));
  return (
    <>
      <PageTitle title={title} purpose={purpose} />
      {rows === undefined && query.error === null ? <LoadingRows /> : null}
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {rows?.length === 0 ? <Empty {...empty} /> : null}
      {shown === undefined || rows?.length === 0 ? null : (
        <>
          <div className={styles.controls}>
            <SearchBox
              className={styles.search}
              placeholder={t('list.search')}
              aria-label={t('list.search')}
              value={search}
              onChange={(_, { value }) => setSearch(value)}
            />
            <ExportList
              file={{ name: fileName, page: async () => ({ rows: shown, next: undefined }) }}
              columns={columns}
            />
            <PrintList query={query} rowsOf={rowsOf} />
          </div>
          <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
            <Table aria-label={title} className={styles.table}>
              <TableHeader>
                <TableRow>
                  {columns.map(({ name }) => (
                    <TableHeaderCell key={name}>{name}</TableHeaderCell>
                  ))}
                </TableRow>
              </TableHeader>
              <TableBody>
                {shown.map((row) => (
                  <TableRow key={keyOf(row)}>
                    {columns.map(({ name, cell }) => (
                      <TableCell key={name} className={styles.cell}>
                        {cell(row)}
                      </TableCell>
                    ))}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
          <div className={styles.more}>
            <Text role="status">{t('list.shown', { count: shown.length })}</Text>
            {query.hasNextPage ? (
              <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('list.more')}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </>
  );
}

export function PageTitle({ title, purpose }: { readonly title: string; readonly purpose: string }) {
  const styles = useStyles();
  return (
    <div className={styles.title}>
      <Text as="h1" size={700} weight="semibold" className={styles.heading}>
        {title}
      </Text>
      <Text className={styles.purpose}>{purpose}</Text>
    </div>
  );
}

function matches<T>(row: T, columns: readonly Column<T>[], search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === '' || columns.some(({ text }) => text?.(row).toLowerCase().includes(wanted));
}

const useStyles = makeStyles({
  title: { display: 'grid', rowGap: tokens.spacingVerticalXS, marginBottom: tokens.spacingVerticalXL },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  purpose: { color: tokens.colorNeutralForeground2, maxWidth: '80ch', overflowWrap: 'anywhere' },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
    '@media print': { display: 'none' },
  },
  search: { width: 'min(360px, 100%)' },
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '640px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  more: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground2,
  },
});
