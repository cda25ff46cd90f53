// The devices of the organization, with their people and their last backup.

import { makeStyles, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../shared/ago.tsx';
import { useListAddress } from '../../shared/list-address.ts';
import { PageTitle } from '../../shared/page-title.tsx';
import { ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { FindPerson } from '../find-person.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import { OnlyMembers, rolesWith } from '../permission.tsx';

const route = getRouteApi('/devices');

export function DevicesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  return (
    <>
      <PageTitle title={t('devices.title')} purpose={t('devices.purpose')} />
      <OnlyMembers />
      <ServerList
        label={t('devices.title')}
        queryKey={['fleet']}
        address={address}
        page={async ({ signal, ...asked }) => {
          const { devices: rows, next } = await api('listFleet', { query: { ...address.wanted, ...asked }, signal });
          return { rows, next };
        }}
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
        hasSearch
        filters={
          <FindPerson
            label={t('restores.person')}
            value={address.wanted.userId}
            onChange={(userId) => address.change({ userId })}
          />
        }
        choices={{
          show: {
            label: t('list.show'),
            options: [
              ['', t('list.all')],
              ['fresh', t('freshness.fresh')],
              ['ageing', t('freshness.ageing')],
              ['none', t('freshness.none')],
              ['conflict', t('devices.conflict')],
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
        fileName="devices"
        none={{ title: t('devices.none'), hint: t('devices.noneHint') }}
        icon={<DesktopRegular />}
        shownTo={rolesWith('backupMetadata.read')}
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
