// How ready everybody is for one occasion: two bars for the eye, and the table that they are drawn from, whose numbers lead to the
// devices behind them.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { percent, wholeNumber } from '../../../shared/i18n.ts';
import { StackedBar, Swatch } from '../../../shared/stacked-bar.tsx';
import { BehindLink } from './behind-link.tsx';
import { TONES, useCounted, VERDICTS } from './counts.ts';

type Props = { readonly readiness: OccasionReadiness; readonly assume: 'backups' | undefined };

export function OccasionCard({ readiness: { occasion, devices, people }, assume }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const counted = useCounted();
  const all = devices.eligible + devices.unknown + devices.ineligible;
  const title = t(`readiness.occasions.${occasion}`);
  return (
    <Card className={styles.card}>
      <Subtitle2 as="h2" className={styles.heading}>
        {title}
      </Subtitle2>
      <div className={styles.bars}>
        <Text size={200} aria-hidden>
          {t('readiness.device')}
        </Text>
        <StackedBar parts={VERDICTS.map((verdict) => [TONES[verdict], devices[verdict]])} />
        <Text size={200} aria-hidden>
          {t('readiness.person')}
        </Text>
        <StackedBar parts={VERDICTS.map((verdict) => [TONES[verdict], people[verdict]])} />
      </div>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>
              {t('readiness.verdict')}
            </th>
            <th scope="col" className={styles.number}>
              {t('readiness.device')}
            </th>
            <th scope="col" className={styles.number}>
              {t('readiness.share')}
            </th>
            <th scope="col" className={styles.number}>
              {t('readiness.person')}
            </th>
          </tr>
        </thead>
        <tbody>
          {VERDICTS.map((verdict) => {
            const name = t(`readiness.verdicts.${verdict}`);
            const count = devices[verdict];
            return (
              <tr key={verdict}>
                <th scope="row" className={styles.name}>
                  <Swatch tone={TONES[verdict]} />
                  {name}
                </th>
                <td className={styles.number}>
                  <BehindLink
                    count={count}
                    behind={{ occasion, verdict, assume }}
                    label={`${title}, ${name}: ${counted.devices(count)}`}
                  />
                </td>
                <td className={styles.number}>{all === 0 ? '–' : percent(count / all)}</td>
                <td className={styles.number}>{wholeNumber(people[verdict])}</td>
              </tr>
            );
          })}
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
    minWidth: '5ch',
  },
});
