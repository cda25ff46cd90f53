// How fresh backups are, as one bar and as the table that it is drawn from. The table is what a screen reader hears; the bar
// repeats it for the eye.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { percent, wholeNumber } from '../../../shared/i18n.ts';

export type Shown = 'fresh' | 'ageing' | 'none' | 'withoutDevice';

type Props = {
  readonly caption: string;
  readonly to: '/people' | '/devices';
  readonly counts: readonly (readonly [Shown, number])[];
};

export function Coverage({ caption, to, counts }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      <div className={styles.bar} aria-hidden>
        {counts.map(([shown, count]) =>
          count === 0 ? null : (
            <span key={shown} className={mergeClasses(styles.part, styles[shown])} style={{ flexGrow: count }} />
          ),
        )}
      </div>
      <table className={styles.table} aria-label={caption}>
        <tbody>
          {counts.map(([shown, count]) => (
            <tr key={shown}>
              <th scope="row" className={styles.name}>
                <span aria-hidden className={mergeClasses(styles.swatch, styles[shown])} />
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

/** Each part has a pattern of its own beside its color. */
const hatch = (color: string, degrees: number): string =>
  `repeating-linear-gradient(${degrees}deg, ${color} 0 4px, ${tokens.colorNeutralBackground1} 4px 6px)`;

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    columnGap: '2px',
    height: '20px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground4,
    forcedColorAdjust: 'none',
  },
  part: { minWidth: '4px', flexBasis: 0 },
  fresh: { backgroundColor: tokens.colorPaletteGreenForeground3 },
  ageing: { backgroundImage: hatch(tokens.colorPaletteMarigoldForeground3, 45) },
  none: { backgroundImage: hatch(tokens.colorPaletteRedForeground3, 135) },
  withoutDevice: { backgroundImage: hatch(tokens.colorNeutralForeground3, 90) },
  table: { width: '100%', borderCollapse: 'collapse' },
  name: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    paddingBlock: tokens.spacingVerticalXS,
  },
  swatch: { width: '14px', height: '14px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  link: { color: tokens.colorBrandForegroundLink },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', minWidth: '5ch' },
});
