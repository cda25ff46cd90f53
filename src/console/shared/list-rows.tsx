// The rows of a long list: only those in sight are drawn, and whoever nears the end is told so, so that more can be loaded.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortRegular, ArrowSortUpRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';

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

export type RowsProps<T> = {
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly ListColumn<T>[];
};
type Sorting = { readonly by: string; readonly onSort: (by: string) => void };
type LiveProps<T> = RowsProps<T> & { readonly sorting: Sorting; readonly onEnd: () => void };

export function ListRows<T>({ label, rows, keyOf, columns, sorting, onEnd }: LiveProps<T>) {
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
                {...(sort !== undefined && sort === sorting.by ? { 'aria-sort': 'ascending' } : {})}
              >
                {sort === undefined ? name : <SortBy {...{ name, sort, sorting }} />}
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

const ROW_PIXELS = 44;

const useStyles = makeStyles({
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
});
