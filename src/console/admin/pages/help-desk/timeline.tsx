// What happened, newest first: a line for each attempt, with the reason as it was told then.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleSmallFilled, WarningFilled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Story } from '../../../../protocol/operations/help-desk.ts';
import { dateTime } from '../../../shared/i18n.ts';

const ICONS = { good: CheckmarkCircleFilled, bad: WarningFilled, neutral: CircleSmallFilled } as const;

export function Timeline({ entries }: { readonly entries: Story['entries'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <ol className={styles.list}>
      {entries.map(({ at, code, deviceName, tone, cause }, index) => {
        const Icon = ICONS[tone];
        return (
          <li key={index} className={styles.entry}>
            <Icon
              role="img"
              aria-label={t(`helpDesk.tones.${tone}`)}
              className={mergeClasses(styles.icon, styles[tone])}
            />
            <div className={styles.words}>
              <Text>
                <Text weight="semibold">{t(`helpDesk.entries.${code}`)}</Text>
                {deviceName === undefined ? '' : ` · ${deviceName}`}
              </Text>
              {cause === undefined ? null : <Text className={styles.quiet}>{cause.administrator}</Text>}
            </div>
            <time dateTime={at} className={mergeClasses(styles.quiet, styles.when)}>
              {dateTime(at)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    '@media (max-width: 560px)': { gridTemplateColumns: 'auto minmax(0, 1fr)' },
  },
  icon: { fontSize: '20px' },
  good: { color: tokens.colorPaletteGreenForeground3 },
  bad: { color: tokens.colorPaletteDarkOrangeForeground3 },
  neutral: { color: tokens.colorNeutralForeground3 },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // Below the words, not below the mark.
  when: { '@media (max-width: 560px)': { gridColumnStart: 2 } },
});
