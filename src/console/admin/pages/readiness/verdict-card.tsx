// How many are ready, not known and not ready, twice: bars for the eye, and the table that they are drawn from. The table is what a
// screen reader hears.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StackedBar, Swatch } from '../../../shared/stacked-bar.tsx';
import { TONES, type Verdict, VERDICTS } from './counts.ts';

type Props = {
  readonly title: string;
  readonly level: 'h2' | 'h3';
  readonly bars: readonly (readonly [label: string, counts: Readonly<Record<Verdict, number>>])[];
  /** The first is over the names of the verdicts. */
  readonly columns: readonly string[];
  readonly cells: (verdict: Verdict) => readonly ReactNode[];
};

export function VerdictCard({ title, level, bars, columns: [first, ...columns], cells }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Card className={styles.card}>
      <Subtitle2 as={level} className={styles.heading}>
        {title}
      </Subtitle2>
      <div className={styles.bars} aria-hidden>
        {bars.map(([label, counts]) => (
          <Fragment key={label}>
            <Text size={200}>{label}</Text>
            <StackedBar parts={VERDICTS.map((verdict) => [TONES[verdict], counts[verdict]])} />
          </Fragment>
        ))}
      </div>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>
              {first}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={styles.number}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {VERDICTS.map((verdict) => (
            <tr key={verdict}>
              <th scope="row" className={styles.name}>
                <Swatch tone={TONES[verdict]} />
                {t(`readiness.verdicts.${verdict}`)}
              </th>
              {cells(verdict).map((cell, at) => (
                <td key={columns[at]} className={styles.number}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM, breakInside: 'avoid' },
  heading: { margin: 0 },
  bars: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  table: { width: '100%', borderCollapse: 'collapse' },
  first: { textAlign: 'start', fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  name: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    paddingBlock: tokens.spacingVerticalXS,
  },
  number: {
    textAlign: 'end',
    paddingInlineStart: tokens.spacingHorizontalS,
    fontVariantNumeric: 'tabular-nums',
    fontWeight: tokens.fontWeightRegular,
  },
});
