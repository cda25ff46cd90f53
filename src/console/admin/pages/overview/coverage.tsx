// How fresh backups are, as one bar and as the table that it is drawn from. The table is what a screen reader hears; the bar
// repeats it for the eye.

import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { percent, wholeNumber } from '../../../shared/i18n.ts';
import { StackedBar, Swatch, type Tone } from '../../../shared/stacked-bar.tsx';

export type Shown = 'fresh' | 'ageing' | 'none' | 'withoutDevice';

type Props = {
  readonly caption: string;
  readonly to: '/people' | '/devices';
  readonly counts: readonly (readonly [Shown, number])[];
};

const TONES = { fresh: 'good', ageing: 'doubt', none: 'bad', withoutDevice: 'neutral' } as const satisfies Record<
  Shown,
  Tone
>;

export function Coverage({ caption, to, counts }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      <StackedBar parts={counts.map(([shown, count]) => [TONES[shown], count])} />
      <table className={styles.table} aria-label={caption}>
        <tbody>
          {counts.map(([shown, count]) => (
            <tr key={shown}>
              <th scope="row" className={styles.name}>
                <Swatch tone={TONES[shown]} />
                <Link to={to} search={{ show: shown as 'fresh' }} className={styles.link}>
                  {t(`freshness.${shown}`)}
                </Link>
              </th>
              <td className={styles.number}>{wholeNumber(count)}</td>
              <td className={styles.number}>{all === 0 ? '–' : percent(count / all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse' },
  name: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    paddingBlock: tokens.spacingVerticalXS,
  },
  link: { color: tokens.colorBrandForegroundLink },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', minWidth: '5ch' },
});
