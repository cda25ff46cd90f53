// Everybody's backups: one line for what is kept of one person from one device.

import { makeStyles, tokens } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../../shared/ago.tsx';
import { wholeNumber } from '../../../shared/i18n.ts';
import { PageTitle } from '../../../shared/page-title.tsx';
import { ClearChoices, ListChoice, ListSearch, ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';
import { FreshnessBadge } from '../../freshness-badge.tsx';
import type { BackupsSearch } from '../../list-search.ts';
import { WaitingRequests } from './waiting-requests.tsx';

const route = getRouteApi('/backups');

export function BackupsPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: BackupsSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const query = useInfiniteQuery({
    queryKey: ['backups', wanted],
    queryFn: ({ pageParam, signal }) => api('listBackups', { query: { limit: 100, ...wanted, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  const isNarrowed = wanted.search !== undefined || wanted.show !== undefined;
  return (
    <>
      <PageTitle title={t('backups.title')} purpose={t('backups.purpose')} />
      <WaitingRequests />
      <ServerList
        label={t('backups.title')}
        query={query}
        rowsOf={(page) => page.backups}
        keyOf={(backup) => backup.profileId}
        columns={[
          {
            name: t('backups.device'),
            isWide: true,
            cell: ({ userId, profileId, deviceName }) => (
              <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
                {deviceName}
              </Link>
            ),
          },
          {
            name: t('backups.person'),
            isWide: true,
            cell: ({ userId, displayName }) => (
              <Link to="/people/$userId" params={{ userId }} className={styles.link}>
                {displayName}
              </Link>
            ),
          },
          { name: t('list.backup'), cell: ({ freshness }) => <FreshnessBadge freshness={freshness} /> },
          { name: t('list.lastBackup'), cell: ({ lastConfirmedAt }) => <Ago at={lastConfirmedAt} /> },
          { name: t('backups.snapshots'), cell: ({ snapshotCount }) => wholeNumber(snapshotCount) },
        ]}
        controls={
          <>
            <ListSearch value={wanted.search} onChange={(search) => change({ search })} />
            <ListChoice
              label={t('list.show')}
              value={wanted.show}
              onChange={(show) => change({ show })}
              options={[
                ['', t('list.all')],
                ['fresh', t('freshness.fresh')],
                ['ageing', t('freshness.ageing')],
                ['none', t('backups.noSnapshot')],
              ]}
            />
            <ListChoice
              label={t('list.sort')}
              value={wanted.sort}
              onChange={(sort) => change({ sort })}
              options={[
                ['', t('backups.byNewest')],
                ['lastBackup', t('list.byBackup')],
                ['person', t('backups.person')],
                ['device', t('backups.device')],
              ]}
            />
            {isNarrowed ? <ClearChoices onClear={() => void navigate({ search: {}, replace: true })} /> : null}
          </>
        }
        empty={
          isNarrowed
            ? { title: t('list.noMatch'), hint: t('list.noMatchHint'), icon: <ArchiveRegular /> }
            : { title: t('backups.none'), hint: t('backups.noneHint'), icon: <ArchiveRegular /> }
        }
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
