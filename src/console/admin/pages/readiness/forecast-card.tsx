// One occasion before and after a change: two bars for the eye, and the table that they are drawn from.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { StackedBar, Swatch } from '../../../shared/stacked-bar.tsx';
import { TONES, VERDICTS } from './counts.ts';

type Props = { readonly now: OccasionReadiness; readonly then: OccasionReadiness };

export function ForecastCard({ now, then }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const title = t(`readiness.occasions.${then.occasion}`);
  return (
    <Card className={styles.card}>
      <Subtitle2 as="h3" className={styles.heading}>
        {title}
      </Subtitle2>
      <div className={styles.bars} aria-hidden>
        <Text size={200}>{t('readiness.whatIf.now')}</Text>
        <StackedBar parts={VERDICTS.map((verdict) => [TONES[verdict], now.devices[verdict]])} />
        <Text size={200}>{t('readiness.whatIf.then')}</Text>
        <StackedBar parts={VERDICTS.map((verdict) => [TONES[verdict], then.devices[verdict]])} />
      </div>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>
              {t('readiness.device')}
            </th>
            {['now', 'then', 'difference'].map((column) => (
              <th key={column} scope="col" className={styles.number}>
                {t(`readiness.whatIf.${column}`)}
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
              <td className={styles.number}>{wholeNumber(now.devices[verdict])}</td>
              <td className={styles.number}>{wholeNumber(then.devices[verdict])}</td>
              <td className={styles.number}>{signed(then.devices[verdict] - now.devices[verdict])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function signed(difference: number): string {
  if (difference === 0) return '–';
  return new Intl.NumberFormat(i18next.language, { signDisplay: 'exceptZero' }).format(difference);
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
