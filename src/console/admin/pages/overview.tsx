// Is everyone safe? The first page: how fresh backups are, how restores went, and what needs somebody now. Every number
// leads to the list behind it.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, WarningFilled } from '@fluentui/react-icons';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../protocol/operations/fleet.ts';
import type { Api } from '../../shared/api.ts';
import { wholeNumber } from '../../shared/i18n.ts';
import { Failed, Loaded, NotPermitted } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { useConnection } from '../api-context.tsx';
import { rolesWith, useMay, useMayOverSome } from '../permission.tsx';
import { Attention } from './overview/attention.tsx';
import { Coverage } from './overview/coverage.tsx';
import { RestoreDays } from './overview/restore-days.tsx';

export const overviewQuery = (api: Api) =>
  queryOptions({ queryKey: ['overview'], queryFn: ({ signal }) => api('getOverview', { signal }) });

export function OverviewPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const may = useMay('restore.read');
  const mayOverSome = useMayOverSome('backupMetadata.read') === true;
  const query = useQuery({ ...overviewQuery(api), refetchInterval: REFRESH_MILLISECONDS, enabled: may !== false });
  return (
    <>
      <PageTitle title={t('overview.title')} purpose={t('overview.purpose')} />
      {query.data === undefined || query.error === null ? null : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {may === false ? (
        <NotPermitted
          hint={t(mayOverSome ? 'overview.notShownHint' : 'permission.shownTo', { roles: rolesWith('restore.read') })}
        />
      ) : (
        <Loaded query={query}>{(overview) => <Cards overview={overview} />}</Loaded>
      )}
    </>
  );
}

function Cards({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { people, devices, freshDays } = overview;
  return (
    <div className={styles.page}>
      <Verdict overview={overview} />
      <div className={styles.pair}>
        <Card className={styles.card}>
          <Subtitle2 as="h2" className={styles.heading}>
            {t('overview.people')}
          </Subtitle2>
          <Text className={styles.quiet}>{t('overview.freshMeans', { count: freshDays })}</Text>
          <Coverage
            caption={t('overview.people')}
            to="/people"
            counts={[
              ['fresh', people.fresh],
              ['ageing', people.ageing],
              ['none', people.none],
              ['withoutDevice', people.withoutDevice],
            ]}
          />
        </Card>
        <Card className={styles.card}>
          <Subtitle2 as="h2" className={styles.heading}>
            {t('overview.devices')}
          </Subtitle2>
          <Text className={styles.quiet}>{t('overview.devicesMean')}</Text>
          <Coverage
            caption={t('overview.devices')}
            to="/devices"
            counts={[
              ['fresh', devices.fresh],
              ['ageing', devices.ageing],
              ['none', devices.none],
            ]}
          />
        </Card>
      </div>
      <Card className={styles.card}>
        <RestoreDays restores={overview.restores} />
      </Card>
      <Card className={styles.card}>
        <Attention overview={overview} />
      </Card>
    </div>
  );
}

function Verdict({ overview: { people } }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const all = people.fresh + people.ageing + people.none;
  const unsafe = people.ageing + people.none;
  if (all === 0) return <Text size={500}>{t('overview.nobody')}</Text>;
  return (
    <div className={styles.verdict}>
      <span aria-hidden className={unsafe === 0 ? styles.safe : styles.unsafe}>
        {unsafe === 0 ? <CheckmarkCircleFilled /> : <WarningFilled />}
      </span>
      <Text size={500} weight="semibold">
        {unsafe === 0
          ? t('overview.allSafe', { count: all, all: wholeNumber(all) })
          : t('overview.someSafe', { fresh: wholeNumber(people.fresh), all: wholeNumber(all) })}
      </Text>
    </div>
  );
}

const REFRESH_MILLISECONDS = 60_000;

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalXL, maxWidth: '1200px' },
  pair: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
  },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  verdict: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  safe: { display: 'flex', fontSize: '32px', color: tokens.colorPaletteGreenForeground3 },
  unsafe: { display: 'flex', fontSize: '32px', color: tokens.colorPaletteDarkOrangeForeground3 },
});
