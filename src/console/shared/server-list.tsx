// A list that the service searches, sorts, narrows and pages: thousands of rows, of which only those in sight are drawn. What
// is chosen stands in the address, so that a list can be sent to somebody. On paper stands all that is loaded.

import {
  Button,
  Label,
  makeStyles,
  mergeClasses,
  SearchBox,
  Select,
  Spinner,
  Text,
  tokens,
  useId,
} from '@fluentui/react-components';
import { ArrowSortRegular, ArrowSortUpRegular } from '@fluentui/react-icons';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportList, type ListFile } from './export-list.tsx';
import { Empty, Failed, LoadingRows } from './page-states.tsx';
import { PrintList } from './print-list.tsx';
import { usePrinting } from './printing.ts';

export type ListColumn<T> = {
  readonly name: string;
  readonly cell: (row: T) => ReactNode;
  /** Takes twice the room, as names need. */
  readonly isWide?: boolean;
  /** What stands in a file; left out: the column does not. */
  readonly text?: (row: T) => string | number;
  /** What the list is sorted by when the column's name is chosen; `''` is its own order. */
  readonly sort?: string;
};

type Props<P, T> = {
  readonly label: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  readonly rowsOf: (page: P) => readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly ListColumn<T>[];
  /** How the whole list is taken away as a file. */
  readonly file?: ListFile<T>;
  readonly sorting?: Sorting;
  /** Search and choices, above the rows. */
  readonly controls: ReactNode;
  readonly empty: { readonly title: string; readonly hint: string; readonly icon: ReactNode };
};

type Sorting = { readonly by: string; readonly onSort: (by: string) => void };

export function ServerList<P, T>(props: Props<P, T>) {
  const { label, query, rowsOf, keyOf, columns, controls, empty, file, sorting } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const isPrinting = usePrinting();
  const rows = query.data?.pages.flatMap(rowsOf);
  const hasRows = rows !== undefined && rows.length > 0;
  return (
    <>
      <div className={styles.controls}>
        {controls}
        {!hasRows ? null : (
          <div className={styles.commands}>
            {file === undefined ? null : <ExportList file={file} columns={columns} />}
            <PrintList query={query} rowsOf={rowsOf} />
          </div>
        )}
      </div>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && query.error === null ? <LoadingRows /> : null}
      {rows?.length === 0 ? <Empty {...empty} /> : null}
      {!hasRows ? null : (
        <>
          {isPrinting ? (
            <Printed {...{ label, rows, keyOf, columns }} />
          ) : (
            <Rows {...{ label, rows, keyOf, columns, sorting }} onEnd={() => void loadMore(query)} />
          )}
          <Text role="status" className={styles.count}>
            {t(query.hasNextPage ? 'list.soFar' : 'list.shown', { count: rows.length })}
            {query.isFetchingNextPage ? <Spinner size="extra-tiny" aria-hidden /> : null}
          </Text>
        </>
      )}
    </>
  );
}

async function loadMore<P>(query: UseInfiniteQueryResult<InfiniteData<P>>): Promise<void> {
  if (query.hasNextPage && !query.isFetching && query.error === null) await query.fetchNextPage();
}

type RowsProps<T> = Pick<Props<never, T>, 'label' | 'keyOf' | 'columns'> & { readonly rows: readonly T[] };
type LiveRowsProps<T> = RowsProps<T> & { readonly sorting: Sorting | undefined; readonly onEnd: () => void };

function Rows<T>({ label, rows, keyOf, columns, sorting, onEnd }: LiveRowsProps<T>) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
  });
  const shown = virtualizer.getVirtualItems();
  const isAtEnd = (shown.at(-1)?.index ?? 0) >= rows.length - 10;
  useEffect(() => {
    if (isAtEnd) onEnd();
  });
  const gridTemplateColumns = columns.map(({ isWide }) => `minmax(0, ${isWide === true ? 2 : 1}fr)`).join(' ');
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1} className={styles.table}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns }}>
            {columns.map(({ name, sort }) => (
              <div
                key={name}
                role="columnheader"
                className={mergeClasses(styles.cell, styles.name)}
                {...(sort !== undefined && sort === sorting?.by ? { 'aria-sort': 'ascending' } : {})}
              >
                {sort === undefined || sorting === undefined ? name : <SortBy {...{ name, sort, sorting }} />}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div
                key={keyOf(row)}
                role="row"
                aria-rowindex={index + 2}
                className={mergeClasses(styles.row, styles.data)}
                style={{ gridTemplateColumns, transform: `translateY(${start}px)` }}
              >
                {columns.map(({ name, cell }) => (
                  <div key={name} role="cell" className={styles.cell}>
                    <span className={styles.content}>{cell(row)}</span>
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function SortBy({ name, sort, sorting }: { readonly name: string; readonly sort: string; readonly sorting: Sorting }) {
  const styles = useStyles();
  return (
    <button type="button" className={styles.sort} onClick={() => sorting.onSort(sort)}>
      {name}
      {sort === sorting.by ? <ArrowSortUpRegular aria-hidden /> : <ArrowSortRegular aria-hidden />}
    </button>
  );
}

/** A table that paper breaks between rows, its names on every page. */
function Printed<T>({ label, rows, keyOf, columns }: RowsProps<T>) {
  const styles = useStyles();
  return (
    <table aria-label={label} className={styles.printed}>
      <thead>
        <tr>
          {columns.map(({ name }) => (
            <th key={name} scope="col" className={styles.printedCell}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={styles.printedRow}>
            {columns.map(({ name, cell }) => (
              <td key={name} className={styles.printedCell}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Asks the service once somebody pauses. */
export function ListSearch(props: {
  readonly value: string | undefined;
  readonly onChange: (text?: string) => void;
  /** What is searched, shown above; left out: all that the list has. */
  readonly label?: string;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { value = '', onChange, label } = props;
  const id = useId('search');
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return;
    const pause = setTimeout(() => onChange(text === '' ? undefined : text), PAUSE_MILLISECONDS);
    return () => clearTimeout(pause);
  }, [text, value, onChange]);
  const named = label === undefined ? { 'aria-label': t('list.searchAll'), placeholder: t('list.searchAll') } : { id };
  const box = (
    <SearchBox
      className={styles.search}
      {...named}
      value={text}
      maxLength={256}
      onChange={(_, data) => setText(data.value)}
    />
  );
  if (label === undefined) return box;
  return (
    <div className={styles.choice}>
      <Label htmlFor={id}>{label}</Label>
      {box}
    </div>
  );
}

type Choice<V extends string> = {
  readonly label: string;
  readonly value: V | undefined;
  readonly options: readonly (readonly [value: V | '', label: string])[];
  readonly onChange: (value?: V) => void;
};

export function ListChoice<V extends string>({ label, value, options, onChange }: Choice<V>) {
  const styles = useStyles();
  const id = useId('choice');
  return (
    <div className={styles.choice}>
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value ?? ''}
        onChange={(_, data) => onChange(options.find(([it]) => it !== '' && it === data.value)?.[0] || undefined)}
      >
        {options.map(([it, name]) => (
          <option key={it} value={it}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** For lists that were narrowed until nothing was left. */
export function ClearChoices({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation();
  return <Button onClick={onClear}>{t('list.clear')}</Button>;
}

const ROW_PIXELS = 44;
const PAUSE_MILLISECONDS = 250;

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
  sort: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  printed: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  printedRow: { breakInside: 'avoid' },
  printedCell: {
    padding: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'start',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
  search: { width: 'min(320px, 100%)' },
  choice: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, auto)',
    rowGap: tokens.spacingVerticalXXS,
    maxWidth: '100%',
  },
  scroller: {
    overflow: 'auto',
    maxHeight: 'max(320px, calc(100vh - 300px))',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { minWidth: '720px' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: { position: 'relative' },
  row: {
    display: 'grid',
    alignItems: 'center',
    height: `${ROW_PIXELS}px`,
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  data: {
    position: 'absolute',
    insetInline: 0,
    top: 0,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  cell: { paddingInline: tokens.spacingHorizontalM },
  // Two lines, as many as a row has room for.
  content: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    lineHeight: '18px',
    '& .fui-Badge': { whiteSpace: 'nowrap' },
  },
  name: { lineHeight: tokens.lineHeightBase200 },
  count: { display: 'flex', columnGap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalM },
});
