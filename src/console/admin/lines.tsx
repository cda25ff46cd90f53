// A short list inside a page, a line each; or a word where there is nothing in it.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

type Props<T> = {
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Said of no rows. */
  readonly none: string;
  /** What stands on a row's line, side by side where there is room. */
  readonly children: (row: T) => ReactNode;
};

export function Lines<T>({ rows, keyOf, none, children }: Props<T>) {
  const styles = useStyles();
  if (rows.length === 0) return <Text>{none}</Text>;
  return (
    <ul className={styles.lines}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={styles.line}>
          {children(row)}
        </li>
      ))}
    </ul>
  );
}

const useStyles = makeStyles({
  lines: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});
