// The people of the organization: who is safe, who is not.

import { makeStyles, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE_MAX } from '../../../protocol/limits.ts';
import { Ago } from '../../shared/ago.tsx';
import { wholeNumber } from '../../shared/i18n.ts';
import { PageTitle } from '../../shared/page-title.tsx';
import { ClearChoices, ListChoice, ListSearch, ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import type { PeopleSearch } from '../list-search.ts';
import { RestoreState } from '../restore-state.tsx';

const route = getRouteApi('/people');

export function PeoplePage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: PeopleSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const query = useInfiniteQuery({
    queryKey: ['people', wanted],
    queryFn: ({ pageParam, signal }) => api('listPeople', { query: { limit: 100, ...wanted, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  const file = {
    name: 'people',
    page: async (after: string | undefined, signal: AbortSignal) => {
      const { people: rows, next } = await api('listPeople', {
        query: { limit: PAGE_SIZE_MAX, ...wanted, after },
        signal,
      });
      return { rows, next: next ?? undefined };
    },
  };
  const isNarrowed = wanted.search !== undefined || wanted.show !== undefined;
  return (
    <>
      <PageTitle title={t('people.title')} purpose={t('people.purpose')} />
      <ServerList
        label={t('people.title')}
        query={query}
        rowsOf={(page) => page.people}
        keyOf={(person) => person.userId}
        columns={[
          {
            name: t('people.name'),
            isWide: true,
            sort: '',
            text: (it) => it.displayName,
            cell: ({ userId, displayName }) => (
              <Link to="/people/$userId" params={{ userId }} className={styles.link}>
                {displayName}
              </Link>
            ),
          },
          {
            name: t('people.signIn'),
            isWide: true,
            text: (it) => it.userPrincipalName,
            cell: (it) => it.userPrincipalName,
          },
          {
            name: t('list.backup'),
            text: ({ freshness, deviceCount }) =>
              t(`freshness.${freshness === 'none' && deviceCount === 0 ? 'withoutDevice' : freshness}`),
            cell: ({ freshness, deviceCount }) =>
              freshness === 'none' && deviceCount === 0 ? (
                t('freshness.withoutDevice')
              ) : (
                <FreshnessBadge freshness={freshness} />
              ),
          },
          {
            name: t('list.lastBackup'),
            sort: 'lastBackup',
            text: ({ lastBackupAt }) => lastBackupAt ?? '',
            cell: ({ lastBackupAt }) => <Ago at={lastBackupAt} />,
          },
          {
            name: t('people.devices'),
            text: ({ deviceCount }) => deviceCount,
            cell: ({ deviceCount }) => wholeNumber(deviceCount),
          },
          {
            name: t('people.lastRestore'),
            text: ({ lastRestore }) => (lastRestore === null ? '' : t(`restores.states.${lastRestore.state}`)),
            cell: ({ lastRestore }) => (lastRestore === null ? '–' : <RestoreState state={lastRestore.state} />),
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
                ['withoutDevice', t('freshness.withoutDevice')],
                ['refused', t('people.refused')],
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
            ? { title: t('list.noMatch'), hint: t('list.noMatchHint'), icon: <PeopleRegular /> }
            : { title: t('people.none'), hint: t('people.noneHint'), icon: <PeopleRegular /> }
        }
      />
    </>
  );
}

/** What columns sort by; by name is the list's own order. */
const SORTED = ['lastBackup'] as const;

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
