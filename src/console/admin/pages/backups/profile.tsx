// One person's backups from one device: the snapshots as a timeline, and beside it what changed from one to another.

import {
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  Card,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArchiveRegular, DeleteRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupHistory, HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { Ago } from '../../../shared/ago.tsx';
import { Empty, Failed, LoadingRows } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { useConnection } from '../../api-context.tsx';
import { FactList } from '../../fact-list.tsx';
import { FreshnessBadge } from '../../freshness-badge.tsx';
import { useMayOverSome } from '../../permission.tsx';
import { HeldBar } from '../person-holds.tsx';
import { Comparison } from './comparison.tsx';
import { DeleteProfile } from './delete-backups.tsx';
import { Timeline } from './timeline.tsx';

const route = getRouteApi('/backups/$userId/$profileId');

export function BackupProfilePage() {
  const { api } = useConnection();
  const params = route.useParams();
  const query = useInfiniteQuery({
    queryKey: ['backup-history', params],
    queryFn: ({ pageParam, signal }) => api('getBackupHistory', { params, query: { limit: 50, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  const first = query.data?.pages[0];
  if (first === undefined) {
    return query.error === null ? <LoadingRows /> : <Failed error={query.error} onRetry={() => void query.refetch()} />;
  }
  const more = (): void => {
    if (query.hasNextPage && !query.isFetching && query.error === null) void query.fetchNextPage();
  };
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <Head history={first} />
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      <History history={first} entries={entries} hasMore={query.hasNextPage} onMore={more} />
    </>
  );
}

function Head({ history }: { readonly history: BackupHistory }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { userId } = route.useParams();
  const { profile, displayName, userPrincipalName, freshness } = history;
  return (
    <>
      <Breadcrumb aria-label={t('device.where')}>
        <BreadcrumbItem>
          <Link to="/backups" activeOptions={{ exact: true }} className={styles.link}>
            {t('backups.title')}
          </Link>
        </BreadcrumbItem>
        <BreadcrumbDivider />
        <BreadcrumbItem aria-current="page">{profile.deviceName}</BreadcrumbItem>
      </Breadcrumb>
      <div className={styles.top}>
        <PageTitle
          title={t('backups.profileTitle', { person: displayName, device: profile.deviceName })}
          purpose={userPrincipalName}
        />
        <DeleteButton history={history} />
      </div>
      <HeldBar userId={userId} />
      <Card className={styles.facts}>
        <FactList
          facts={[
            [
              t('backups.person'),
              <Link key="person" to="/people/$userId" params={{ userId }} className={styles.link}>
                {displayName}
              </Link>,
            ],
            [
              t('backups.device'),
              <Link
                key="device"
                to="/devices/$deviceId"
                params={{ deviceId: profile.deviceId }}
                className={styles.link}
              >
                {profile.deviceName}
              </Link>,
            ],
            [t('list.backup'), <FreshnessBadge key="freshness" freshness={freshness} />],
            [t('backups.confirmed'), <Ago key="confirmed" at={profile.lastConfirmedAt} />],
          ]}
        />
      </Card>
    </>
  );
}

function DeleteButton({ history }: { readonly history: BackupHistory }) {
  const { t } = useTranslation();
  const params = route.useParams();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  if (useMayOverSome('backup.delete') !== true) return null;
  return (
    <>
      <Button icon={<DeleteRegular />} onClick={() => setAsked(true)}>
        {t('backups.delete.profile')}
      </Button>
      {isAsked ? (
        <DeleteProfile
          {...params}
          history={history}
          onClose={(isDone) => {
            setAsked(false);
            if (!isDone) return;
            void queries.invalidateQueries({ queryKey: ['backups'] });
            void queries.invalidateQueries({ queryKey: ['profiles'] });
            queries.removeQueries({ queryKey: ['backup-history', params] });
            void navigate({ to: '/backups' });
          }}
        />
      ) : null}
    </>
  );
}

type HistoryProps = {
  readonly history: BackupHistory;
  readonly entries: readonly HistoryEntry[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
};

function History({ history, entries, hasMore, onMore }: HistoryProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { userId } = route.useParams();
  const { snapshot } = route.useSearch();
  const { keepLast, keepDays } = history.retention;
  const index = snapshot === undefined ? 0 : entries.findIndex((it) => it.snapshot.snapshotId === snapshot);
  const chosen = entries[index];
  // What an address names, and what it is compared with, may stand on a later page.
  const isMissing = chosen === undefined || index === entries.length - 1;
  useEffect(() => {
    if (isMissing && hasMore) onMore();
  });
  if (entries.length === 0) {
    return <Empty title={t('backups.noSnapshot')} hint={t('backups.noSnapshotHint')} icon={<ArchiveRegular />} />;
  }
  return (
    <div className={styles.columns}>
      <section aria-label={t('backups.history')} className={styles.history}>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('backups.history')}
        </Subtitle2>
        <Text size={200} className={styles.quiet}>
          {t('backups.retentionIs', { count: keepLast, days: keepDays })}
        </Text>
        <Timeline entries={entries} chosenId={chosen?.snapshot.snapshotId} keepLast={keepLast} onEnd={onMore} />
      </section>
      {chosen === undefined ? (
        <Text role="status">{hasMore ? t('states.loading') : t('backups.gone')}</Text>
      ) : (
        <Comparison key={chosen.snapshot.snapshotId} {...{ userId, history, entries, index }} newer={chosen} />
      )}
    </div>
  );
}

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
  },
  facts: { padding: tokens.spacingHorizontalXL, marginBottom: tokens.spacingVerticalXL },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(280px, 380px) minmax(0, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXL,
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  history: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
