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
import { Empty, Failed, LoadingRows } from './page-states.tsx';

export type Column<T> = {
  readonly name: string;
  readonly cell: (row: T) => ReactNode;
  /** What searching looks at; left out: it does not. */
  readonly text?: (row: T) => string;
};

type Props<P, T> = {
  readonly title: string;
  readonly purpose: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  readonly rowsOf: (page: P) => readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly Column<T>[];
  readonly empty: { readonly title: string; readonly hint: string; readonly icon: ReactNode };
};

export function RecordList<P, T>({ title, purpose, query, rowsOf, keyOf, columns, empty }: Props<P, T>) {
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
          <SearchBox
            className={styles.search}
            placeholder={t('list.search')}
            aria-label={t('list.search')}
            value={search}
            onChange={(_, { value }) => setSearch(value)}
          />
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
  heading: { margin: 0 },
  purpose: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  search: { marginBottom: tokens.spacingVerticalM, width: 'min(360px, 100%)' },
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
