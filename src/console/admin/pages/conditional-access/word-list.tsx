// Lines of a policy's words: a term, and its values one below the other.

import { makeStyles, tokens } from '@fluentui/react-components';
import type { Line } from './policy-words.ts';

export function WordList({ lines }: { readonly lines: readonly Line[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {lines.map(([name, values]) => (
        <div key={name} className={styles.line}>
          <dt className={styles.name}>{name}</dt>
          {values.map((value) => (
            <dd key={value} className={styles.value}>
              {value}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalM, margin: 0 },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 200px) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    '@media (max-width: 600px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: {
    margin: 0,
    gridColumnStart: 2,
    overflowWrap: 'anywhere',
    '@media (max-width: 600px)': { gridColumnStart: 1 },
  },
});
