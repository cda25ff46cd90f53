// The devices of the organization, with their people and their last backup.

import { makeStyles, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE_MAX } from '../../../protocol/limits.ts';
import { Ago } from '../../shared/ago.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { ClearChoices, ListChoice, ListSearch, ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import type { DevicesSearch } from '../list-search.ts';

const route = getRouteApi('/devices');

export function DevicesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: DevicesSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const query = useInfiniteQuery({
    queryKey: ['fleet', wanted],
    queryFn: ({ pageParam, signal }) => api('listFleet', { query: { limit: 100, ...wanted, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  const file = {
    name: 'devices',
    page: async (after: string | undefined, signal: AbortSignal) => {
      const { devices: rows, next } = await api('listFleet', {
        query: { limit: PAGE_SIZE_MAX, ...wanted, after },
        signal,
      });
      return { rows, next: next ?? undefined };
    },
  };
  const isNarrowed = wanted.search !== undefined || wanted.show !== undefined;
  return (
    <>
      <PageTitle title={t('devices.title')} purpose={t('devices.purpose')} />
      <ServerList
        label={t('devices.title')}
        query={query}
        rowsOf={(page) => page.devices}
        keyOf={(device) => device.deviceId}
        columns={[
          {
            name: t('devices.name'),
            isWide: true,
            sort: '',
            text: (it) => it.displayName,
            cell: ({ deviceId, displayName }) => (
              <Link to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
                {displayName}
              </Link>
            ),
          },
          {
            name: t('devices.people'),
            isWide: true,
            text: ({ people }) => people.join(', '),
            cell: ({ people }) => people.join(', ') || '–',
          },
          {
            name: t('list.backup'),
            text: ({ freshness }) => t(`freshness.${freshness}`),
            cell: ({ freshness }) => <FreshnessBadge freshness={freshness} />,
          },
          {
            name: t('list.lastBackup'),
            sort: 'lastBackup',
            text: ({ lastBackupAt }) => lastBackupAt ?? '',
            cell: ({ lastBackupAt }) => <Ago at={lastBackupAt} />,
          },
          {
            name: t('devices.build'),
            text: ({ windowsBuild }) => windowsBuild ?? '',
            cell: ({ windowsBuild }) => windowsBuild ?? t('devices.unknownBuild'),
          },
        ]}
        file={file}
        sorting={{
          by: wanted.sort === 'name' ? '' : (wanted.sort ?? ''),
          onSort: (by) => change({ sort: SORTED.find((it) => it === by) }),
        }}
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
                ['none', t('freshness.none')],
                ['conflict', t('devices.conflict')],
              ]}
            />
            <ListChoice
              label={t('list.sort')}
              value={wanted.sort}
              onChange={(sort) => change({ sort })}
              options={[
                ['', t('list.byName')],
                ['lastBackup', t('list.byBackup')],
                ['newest', t('list.byNewest')],
              ]}
            />
            {isNarrowed ? <ClearChoices onClear={() => void navigate({ search: {}, replace: true })} /> : null}
          </>
        }
        empty={
          isNarrowed
            ? { title: t('list.noMatch'), hint: t('list.noMatchHint'), icon: <DesktopRegular /> }
            : { title: t('devices.none'), hint: t('devices.noneHint'), icon: <DesktopRegular /> }
        }
      />
    </>
  );
}

/** What columns sort by; by name is the list's own order. */
const SORTED = ['lastBackup'] as const;

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
