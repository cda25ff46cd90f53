// A list that the service searches, sorts, narrows and pages: thousands of rows, of which only those in sight are drawn. What
// is chosen stands in the address, so that a list can be sent to somebody. On paper stands all that is loaded; a file holds all
// that is asked for.

import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportList } from './export-list.tsx';
import { isNarrowed, type ListAddress, sortingOf } from './list-address.ts';
import { type Choices, ListFilters } from './list-filters.tsx';
import type { ListPage, PageOf } from './list-page.ts';
import { type ListColumn, ListRows } from './list-rows.tsx';
import { Empty, Failed, isNotPermitted, LoadingRows, NotPermitted } from './page-states.tsx';
import { PrintedRows } from './printed-rows.tsx';
import { PrintList } from './print-list.tsx';
import { usePrinting } from './printing.ts';

type Props<S, T> = {
  readonly label: string;
  readonly queryKey: readonly unknown[];
  readonly address: ListAddress<S>;
  /** A page of what the address asks for. */
  readonly page: PageOf<T>;
  readonly keyOf: (row: T) => string;
  readonly columns: readonly ListColumn<T>[];
  /** Left out: nothing is searched for. */
  readonly hasSearch?: boolean;
  readonly choices?: Choices<S>;
  /** What else stands above the rows, before and after what narrows them. */
  readonly acts?: ReactNode;
  readonly filters?: ReactNode;
  /** Without its ending; left out: there is none. */
  readonly fileName?: string;
  /** `noMatchHint`: where nothing is left of what there is. */
  readonly none: { readonly title: string; readonly hint: string; readonly noMatchHint?: string };
  readonly icon: ReactNode;
  /** The roles that show it, for whoever has none of them. */
  readonly shownTo: string;
};

export function ServerList<S extends object, T>(props: Props<S, T>) {
  const { queryKey, address, page, columns, hasSearch = false, choices, acts, filters, fileName } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useInfiniteQuery({
    queryKey: [...queryKey, address.wanted],
    queryFn: ({ pageParam: after, signal }) => page({ limit: PAGE_SIZE, after, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const rows = query.data?.pages.flatMap((it) => it.rows);
  const hasRows = rows !== undefined && rows.length > 0;
  if (rows === undefined && isNotPermitted(query.error)) {
    return <NotPermitted hint={t('permission.shownTo', { roles: props.shownTo })} />;
  }
  return (
    <>
      <div className={styles.controls}>
        {acts}
        <ListFilters {...{ address, hasSearch, choices }}>{filters}</ListFilters>
        {!hasRows ? null : (
          <div className={styles.commands}>
            {fileName === undefined ? null : <ExportList {...{ fileName, page, columns }} />}
            <PrintList query={query} />
          </div>
        )}
      </div>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && query.error === null ? <LoadingRows /> : null}
      {rows?.length === 0 ? <Nothing {...props} /> : null}
      {hasRows ? <Something {...props} rows={rows} query={query} /> : null}
    </>
  );
}

function Nothing<S extends object, T>({ address, none, icon }: Props<S, T>) {
  const { t } = useTranslation();
  const { title, hint, noMatchHint = t('list.noMatchHint') } = none;
  return isNarrowed(address) ? (
    <Empty title={t('list.noMatch')} hint={noMatchHint} icon={icon} />
  ) : (
    <Empty title={title} hint={hint} icon={icon} />
  );
}

type Query<T> = UseInfiniteQueryResult<InfiniteData<ListPage<T>>>;
type SomethingProps<S, T> = Props<S, T> & { readonly rows: readonly T[]; readonly query: Query<T> };

function Something<S extends object, T>({ label, address, keyOf, columns, rows, query }: SomethingProps<S, T>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isPrinting = usePrinting();
  const drawn = { label, rows, keyOf, columns };
  return (
    <>
      {isPrinting ? (
        <PrintedRows {...drawn} />
      ) : (
        <ListRows {...drawn} sorting={sortingOf(address)} onEnd={() => void loadMore(query)} />
      )}
      <Text role="status" className={styles.count}>
        {t(query.hasNextPage ? 'list.soFar' : 'list.shown', { count: rows.length })}
        {query.isFetchingNextPage ? <Spinner size="extra-tiny" aria-hidden /> : null}
      </Text>
    </>
  );
}

async function loadMore<T>(query: Query<T>): Promise<void> {
  if (query.hasNextPage && !query.isFetching && query.error === null) await query.fetchNextPage();
}

const PAGE_SIZE = 100;

const useStyles = makeStyles({
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    '@media print': { display: 'none' },
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
  },
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginInlineStart: 'auto',
  },
  count: { display: 'flex', columnGap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalM },
});
