// What a change would do: before and after for every occasion, and who it is about. Nothing is changed by asking.

import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReadinessChangeBody, ReadinessForecast } from '../../../../protocol/operations/readiness.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { Differences } from './differences.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { NoDevices } from './no-devices.tsx';
import { ReasonsAfter } from './reasons-after.tsx';
import { useForecast } from './use-readiness.ts';

type Props = { readonly change: ReadinessChangeBody; readonly assume: 'backups' | undefined };

export function Forecast({ change, assume }: Props) {
  const { t } = useTranslation();
  const query = useForecast(change, assume);
  return (
    <section aria-label={t('readiness.whatIf.result')} aria-busy={query.isFetching}>
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? (
        <Skeleton aria-label={t('readiness.whatIf.counting')}>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
      {query.data === undefined || query.error !== null ? null : <Counted forecast={query.data} kind={change.kind} />}
    </section>
  );
}

function Counted({
  forecast,
  kind,
}: {
  readonly forecast: ReadinessForecast;
  readonly kind: ReadinessChangeBody['kind'];
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { before, after, differences, assumptions } = forecast;
  if (after.devices === 0) return <NoDevices />;
  return (
    <div className={styles.page}>
      <Differences differences={differences} />
      <div className={styles.cards}>
        {after.occasions.map((then) => {
          const now = before.occasions.find(({ occasion }) => occasion === then.occasion);
          return now === undefined ? null : <ForecastCard key={then.occasion} now={now} then={then} />;
        })}
      </div>
      <ReasonsAfter before={before} after={after} />
      <Section title={t('readiness.assumed.title')}>
        <ul className={styles.assumptions}>
          {assumptions.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
      </Section>
      <Text>
        {t('readiness.whatIf.nothingChanged')}{' '}
        <Link to={PLACES[kind][0]} className={styles.link}>
          {t(PLACES[kind][1])}
        </Link>
      </Text>
    </div>
  );
}

/** Where each change is made. */
const PLACES = {
  restorePage: ['/enrollment', 'restorePage.title'],
  policy: ['/policies', 'policies.title'],
  policyAs: ['/policies', 'policies.title'],
  assign: ['/policies', 'policies.title'],
  remove: ['/policies', 'policies.title'],
  minimumBuild: ['/settings', 'settings.title'],
  excludeApplication: ['/conditional-access', 'conditionalAccess.title'],
  retireGroup: ['/rollout', 'rollout.title'],
} as const satisfies Record<ReadinessChangeBody['kind'], readonly [to: string, title: string]>;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
  },
  cards: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
  },
  assumptions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  link: { color: tokens.colorBrandForegroundLink },
});
