// One person's backups from one device: the snapshots as a timeline, and beside it what changed from one to another.

import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupHistory, HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { Empty, Failed, LoadingRows } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { Comparison } from './comparison.tsx';
import { ProfileHead } from './profile-head.tsx';
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
      <ProfileHead history={first} />
      {query.error === null ? null : <Failed error={query.error} onRetry={() => void query.refetch()} />}
      <History history={first} entries={entries} hasMore={query.hasNextPage} onMore={more} />
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
