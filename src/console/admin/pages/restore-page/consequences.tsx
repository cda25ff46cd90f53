// What a change means before it is made: how many devices and people would be offered a restore during setup, how many would not
// and why, and what is different from now.

import {
  Card,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  type FluentIcon,
  QuestionCircleFilled,
} from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, CallOf } from '../../../shared/api.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { Reasons } from './reasons.tsx';

type Forecast = AnswerOf<'forecastReadiness'>;
export type Change = NonNullable<NonNullable<CallOf<'forecastReadiness'>['body']>['change']>;
type Verdict = 'eligible' | 'ineligible' | 'unknown';

export function Consequences({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const [isAssumed, setAssumed] = useState(false);
  const query = useQuery({
    queryKey: ['forecast', change, isAssumed],
    queryFn: ({ signal }) =>
      api('forecastReadiness', { body: { change, ...(isAssumed ? { assume: ['backups'] } : {}) }, signal }),
    placeholderData: keepPreviousData,
    // Counted anew each time: after a change the same question has another answer.
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <section className={styles.section} aria-label={t('consequences.title')} aria-busy={query.isFetching}>
      <Subtitle2 as="h3" className={styles.heading}>
        {t('consequences.title')}
      </Subtitle2>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? (
        <Skeleton aria-label={t('consequences.counting')}>
          <SkeletonItem size={72} />
        </Skeleton>
      ) : null}
      {query.data === undefined ? null : <Counted forecast={query.data} />}
      <Switch
        checked={isAssumed}
        label={t('consequences.assumeBackups')}
        onChange={(_, { checked }) => setAssumed(checked)}
      />
    </section>
  );
}

function Counted({ forecast }: { readonly forecast: Forecast }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const before = forecast.before.occasions.find(({ occasion }) => occasion === 'oobe');
  const after = forecast.after.occasions.find(({ occasion }) => occasion === 'oobe');
  if (before === undefined || after === undefined) return null;
  if (forecast.after.devices === 0) return <Text>{t('consequences.noDevice')}</Text>;
  return (
    <>
      <div className={styles.tiles} role="status">
        {VERDICTS.map((verdict) => (
          <Tile
            key={verdict}
            verdict={verdict}
            devices={after.devices[verdict]}
            people={after.people[verdict]}
            was={before.devices[verdict]}
          />
        ))}
      </div>
      <Differences forecast={forecast} />
      <Reasons reasons={after.reasons} />
    </>
  );
}

type TileProps = {
  readonly verdict: Verdict;
  readonly devices: number;
  readonly people: number;
  readonly was: number;
};

function Tile({ verdict, devices, people, was }: TileProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { Icon, color } = LOOKS[verdict];
  return (
    <Card className={styles.tile}>
      <Text className={styles.verdict}>
        <Icon className={mergeClasses(styles.icon, styles[color])} aria-hidden />
        {t(`consequences.verdicts.${verdict}`)}
      </Text>
      <Text size={600} weight="semibold">
        {t('consequences.devices', { count: devices, shown: wholeNumber(devices) })}
      </Text>
      <Text>{t('consequences.people', { count: people, shown: wholeNumber(people) })}</Text>
      <Text className={styles.quiet}>
        {was === devices ? t('consequences.asNow') : t('consequences.now', { shown: wholeNumber(was) })}
      </Text>
    </Card>
  );
}

/** Whom the change concerns, by some of their names. */
function Differences({ forecast }: { readonly forecast: Forecast }) {
  const { t } = useTranslation();
  const moved = forecast.differences.find(({ occasion }) => occasion === 'oobe')?.devices ?? [];
  if (moved.length === 0) return <Text>{t('consequences.noDifference')}</Text>;
  const list = new Intl.ListFormat(i18next.language);
  return moved.map(({ from, to, count, sample }) => (
    <Text key={`${from} ${to}`} block>
      {t(`consequences.moved.${to}`, { count, shown: wholeNumber(count) })}{' '}
      {t(count > sample.length ? 'consequences.suchAsMore' : 'consequences.suchAs', {
        list: list.format(sample.map(({ name }) => name)),
      })}
    </Text>
  ));
}

const VERDICTS = ['eligible', 'ineligible', 'unknown'] as const satisfies readonly Verdict[];

const LOOKS = {
  eligible: { color: 'good', Icon: CheckmarkCircleFilled },
  ineligible: { color: 'bad', Icon: DismissCircleFilled },
  unknown: { color: 'open', Icon: QuestionCircleFilled },
} as const satisfies Record<Verdict, { color: 'good' | 'bad' | 'open'; Icon: FluentIcon }>;

const useStyles = makeStyles({
  section: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  tiles: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(128px, 100%), 1fr))',
  },
  tile: { rowGap: tokens.spacingVerticalXXS, padding: tokens.spacingHorizontalM },
  verdict: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  icon: { fontSize: '16px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  open: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
