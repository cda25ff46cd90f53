// Parts of a whole as one bar, for the eye alone: the numbers stand in a table beside it, whose rows carry the same swatches. Each
// tone has a pattern of its own beside its color.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

export type Tone = 'good' | 'doubt' | 'bad' | 'neutral';

export function StackedBar({ parts }: { readonly parts: readonly (readonly [Tone, number])[] }) {
  const styles = useStyles();
  return (
    <div className={styles.bar} aria-hidden>
      {parts.map(([tone, count]) =>
        count === 0 ? null : (
          <span key={tone} className={mergeClasses(styles.part, styles[tone])} style={{ flexGrow: count }} />
        ),
      )}
    </div>
  );
}

export function Swatch({ tone }: { readonly tone: Tone }) {
  const styles = useStyles();
  return <span aria-hidden className={mergeClasses(styles.swatch, styles[tone])} />;
}

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
    printColorAdjust: 'exact',
  },
  part: { minWidth: '4px', flexBasis: 0 },
  swatch: {
    flexShrink: 0,
    width: '14px',
    height: '14px',
    borderRadius: tokens.borderRadiusSmall,
    forcedColorAdjust: 'none',
    printColorAdjust: 'exact',
  },
  good: { backgroundColor: tokens.colorPaletteGreenForeground3 },
  doubt: { backgroundImage: hatch(tokens.colorPaletteMarigoldForeground3, 45) },
  bad: { backgroundImage: hatch(tokens.colorPaletteRedForeground3, 135) },
  neutral: { backgroundImage: hatch(tokens.colorNeutralForeground3, 90) },
});
