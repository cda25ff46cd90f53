// Restores of the last thirty days: how many came to which end, day by day, as columns and as a table.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  mergeClasses,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Overview, RestoreDay } from '../../../../protocol/operations/fleet.ts';
import { dayOf, minutes, percent, wholeNumber } from '../../../shared/i18n.ts';

const ENDS = ['completed', 'failed', 'setUpAsNew', 'abandoned', 'live'] as const;

export function RestoreDays({ restores }: { readonly restores: Overview['restores'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { days, successRate, medianSecondsToProductivity: median, live } = restores;
  const total = days.reduce((sum, day) => sum + totalOf(day), 0);
  return (
    <>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('overview.restores')}
      </Subtitle2>
      <dl className={styles.facts}>
        <Fact name={t('overview.successRate')} value={successRate === null ? '–' : percent(successRate)} />
        <Fact name={t('overview.median')} value={median === null ? '–' : minutes(median / 60)} />
        <Fact name={t('overview.live')} value={wholeNumber(live)} />
        <Fact name={t('overview.total')} value={wholeNumber(total)} />
      </dl>
      {total === 0 ? <Text>{t('overview.noRestores')}</Text> : <Columns days={days} total={total} />}
      <Link to="/restores" className={styles.link}>
        {t('overview.toRestores')}
      </Link>
    </>
  );
}

function Columns({ days, total }: { readonly days: readonly RestoreDay[]; readonly total: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const most = Math.max(...days.map(totalOf));
  return (
    <>
      <div role="img" aria-label={t('overview.chart', { count: total })} className={styles.columns}>
        {days.map((day) => (
          <div key={day.day} className={styles.column} title={`${dayOf(day.day)}: ${wholeNumber(totalOf(day))}`}>
            {ENDS.map((end) =>
              day[end] === 0 ? null : (
                <span
                  key={end}
                  className={mergeClasses(styles.part, styles[end])}
                  style={{ height: `${(day[end] / most) * 100}%` }}
                />
              ),
            )}
          </div>
        ))}
      </div>
      <div className={styles.axis} aria-hidden>
        <Text size={200}>{dayOf(days[0]?.day ?? '')}</Text>
        <Text size={200}>{dayOf(days.at(-1)?.day ?? '')}</Text>
      </div>
      <ul className={styles.legend}>
        {ENDS.map((end) => (
          <li key={end} className={styles.entry}>
            <span aria-hidden className={mergeClasses(styles.swatch, styles[end])} />
            {t(`overview.ends.${end}`)}
          </li>
        ))}
      </ul>
      <Accordion collapsible>
        <AccordionItem value="table">
          <AccordionHeader>{t('overview.asTable')}</AccordionHeader>
          <AccordionPanel>
            <DayTable days={days} />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  const styles = useStyles();
  return (
    <div className={styles.fact}>
      <dt className={styles.quiet}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}

function DayTable({ days }: { readonly days: readonly RestoreDay[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.scroll} role="region" aria-label={t('overview.restores')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.day}>
              {t('overview.day')}
            </th>
            {ENDS.map((end) => (
              <th key={end} scope="col" className={styles.number}>
                {t(`overview.ends.${end}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row" className={styles.day}>
                {dayOf(day.day)}
              </th>
              {ENDS.map((end) => (
                <td key={end} className={styles.number}>
                  {wholeNumber(day[end])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function totalOf(day: RestoreDay): number {
  return ENDS.reduce((sum, end) => sum + day[end], 0);
}

const hatch = (color: string, degrees: number): string =>
  `repeating-linear-gradient(${degrees}deg, ${color} 0 3px, ${tokens.colorNeutralBackground1} 3px 5px)`;

const useStyles = makeStyles({
  heading: { margin: 0 },
  facts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXXL, margin: 0 },
  fact: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  value: { margin: 0, fontSize: tokens.fontSizeBase600, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  columns: {
    display: 'flex',
    alignItems: 'stretch',
    columnGap: '3px',
    height: '140px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    forcedColorAdjust: 'none',
  },
  column: { flex: 1, display: 'flex', flexDirection: 'column', justifyContent: 'flex-end', minWidth: 0 },
  part: { minHeight: '2px' },
  completed: { backgroundColor: tokens.colorPaletteGreenForeground3 },
  failed: { backgroundImage: hatch(tokens.colorPaletteRedForeground3, 135) },
  setUpAsNew: { backgroundImage: hatch(tokens.colorPaletteBlueForeground2, 90) },
  abandoned: { backgroundImage: hatch(tokens.colorNeutralForeground3, 0) },
  live: { backgroundImage: hatch(tokens.colorBrandForeground1, 45) },
  axis: { display: 'flex', justifyContent: 'space-between', color: tokens.colorNeutralForeground2 },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  entry: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  swatch: { width: '14px', height: '14px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  scroll: { overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse' },
  day: { textAlign: 'start', fontWeight: tokens.fontWeightRegular, whiteSpace: 'nowrap' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', paddingInlineStart: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink, justifySelf: 'start' },
});
