// The people of the organization: who is safe, who is not.

import { makeStyles, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../shared/ago.tsx';
import { wholeNumber } from '../../shared/i18n.ts';
import { useListAddress } from '../../shared/list-address.ts';
import { PageTitle } from '../../shared/page-title.tsx';
import { ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import { OnlyMembers, rolesWith } from '../permission.tsx';
import { RestoreState } from '../restore-state.tsx';

const route = getRouteApi('/people');

export function PeoplePage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  return (
    <>
      <PageTitle title={t('people.title')} purpose={t('people.purpose')} />
      <OnlyMembers />
      <ServerList
        label={t('people.title')}
        queryKey={['people']}
        address={address}
        page={async ({ signal, ...asked }) => {
          const { people: rows, next } = await api('listPeople', { query: { ...address.wanted, ...asked }, signal });
          return { rows, next };
        }}
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
        hasSearch
        choices={{
          show: {
            label: t('list.show'),
            options: [
              ['', t('list.all')],
              ['fresh', t('freshness.fresh')],
              ['ageing', t('freshness.ageing')],
              ['none', t('freshness.none')],
              ['withoutDevice', t('freshness.withoutDevice')],
              ['refused', t('people.refused')],
            ],
          },
          sort: {
            label: t('list.sort'),
            options: [
              ['', t('list.byName')],
              ['lastBackup', t('list.byBackup')],
              ['newest', t('list.byNewest')],
            ],
          },
        }}
        fileName="people"
        none={{ title: t('people.none'), hint: t('people.noneHint') }}
        icon={<PeopleRegular />}
        shownTo={rolesWith('backupMetadata.read')}
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
