// Whether something holds, does not, or is still to be seen: a shape, a color, and a word for whoever sees neither.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, WarningFilled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

const ICONS = { yes: CheckmarkCircleFilled, no: WarningFilled, open: CircleRegular } as const;

export function Mark({ holds, isLarge = false }: { readonly holds: keyof typeof ICONS; readonly isLarge?: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const Icon = ICONS[holds];
  return (
    <Icon
      role="img"
      aria-label={t(`rollout.holds.${holds}`)}
      className={mergeClasses(styles.mark, isLarge && styles.large, styles[holds])}
    />
  );
}

const useStyles = makeStyles({
  mark: { fontSize: '20px', flexShrink: 0 },
  large: { fontSize: '24px' },
  yes: { color: tokens.colorPaletteGreenForeground3 },
  no: { color: tokens.colorPaletteDarkOrangeForeground3 },
  open: { color: tokens.colorNeutralForeground3 },
});
