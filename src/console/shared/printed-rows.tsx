// A list on paper: a table of all that is loaded, broken between rows, with its names on every page.

import { makeStyles, tokens } from '@fluentui/react-components';
import type { RowsProps } from './list-rows.tsx';

export function PrintedRows<T>({ label, rows, keyOf, columns }: RowsProps<T>) {
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

const useStyles = makeStyles({
  printed: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  printedRow: { breakInside: 'avoid' },
  printedCell: {
    padding: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'start',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
});
