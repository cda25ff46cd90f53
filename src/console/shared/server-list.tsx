// A list that the service searches, sorts, narrows and pages: thousands of rows, of which only those in sight are drawn. What
// is chosen stands in the address, so that a list can be sent to somebody.

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
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, LoadingRows } from './page-states.tsx';

export type ListColumn<T> = {
  readonly name: string;
  readonly cell: (row: T) => ReactNode;
  /** Takes twice the room, as names need. */
  readonly isWide?: boolean;
};

type Props<P, T> = {
  readonly label: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  readonly rowsOf: (page: P) => readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly ListColumn<T>[];
  /** Search and choices, above the rows. */
  readonly controls: ReactNode;
  readonly empty: { readonly title: string; readonly hint: string; readonly icon: ReactNode };
};

export function ServerList<P, T>({ label, query, rowsOf, keyOf, columns, controls, empty }: Props<P, T>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const rows = query.data?.pages.flatMap(rowsOf);
  return (
    <>
      <div className={styles.controls}>{controls}</div>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {rows === undefined && query.error === null ? <LoadingRows /> : null}
      {rows?.length === 0 ? <Empty {...empty} /> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <>
          <Rows {...{ label, rows, keyOf, columns }} onEnd={() => void loadMore(query)} />
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

type RowsProps<T> = Pick<Props<never, T>, 'label' | 'keyOf' | 'columns'> & {
  readonly rows: readonly T[];
  readonly onEnd: () => void;
};

function Rows<T>({ label, rows, keyOf, columns, onEnd }: RowsProps<T>) {
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
            {columns.map(({ name }) => (
              <div key={name} role="columnheader" className={mergeClasses(styles.cell, styles.name)}>
                {name}
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
                    {cell(row)}
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
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
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
  cell: {
    paddingInline: tokens.spacingHorizontalM,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  name: { whiteSpace: 'normal', lineHeight: tokens.lineHeightBase200 },
  count: { display: 'flex', columnGap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalM },
});
