// Everybody's backups: one line for what is kept of one person from one device.

import { makeStyles, tokens } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../../shared/ago.tsx';
import { wholeNumber } from '../../../shared/i18n.ts';
import { useListAddress } from '../../../shared/list-address.ts';
import { PageTitle } from '../../../shared/page-title.tsx';
import { ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';
import { FindDevice } from '../../find-device.tsx';
import { FreshnessBadge } from '../../freshness-badge.tsx';
import { OnlyMembers, rolesWith } from '../../permission.tsx';
import { WaitingRequests } from './waiting-requests.tsx';

const route = getRouteApi('/backups');

export function BackupsPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  return (
    <>
      <PageTitle title={t('backups.title')} purpose={t('backups.purpose')} />
      <OnlyMembers />
      <WaitingRequests />
      <ServerList
        label={t('backups.title')}
        queryKey={['backups']}
        address={address}
        page={async ({ signal, ...asked }) => {
          const { backups: rows, next } = await api('listBackups', { query: { ...address.wanted, ...asked }, signal });
          return { rows, next };
        }}
        keyOf={(backup) => backup.profileId}
        columns={[
          {
            name: t('backups.device'),
            isWide: true,
            sort: 'device',
            text: ({ deviceName }) => deviceName,
            cell: ({ userId, profileId, deviceName }) => (
              <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
                {deviceName}
              </Link>
            ),
          },
          {
            name: t('backups.person'),
            isWide: true,
            sort: 'person',
            text: ({ displayName }) => displayName,
            cell: ({ userId, displayName }) => (
              <Link to="/people/$userId" params={{ userId }} className={styles.link}>
                {displayName}
              </Link>
            ),
          },
          {
            name: t('list.backup'),
            text: ({ freshness }) => t(`freshness.${freshness}`),
            cell: ({ freshness }) => <FreshnessBadge freshness={freshness} />,
          },
          {
            name: t('list.lastBackup'),
            sort: 'lastBackup',
            text: ({ lastConfirmedAt }) => lastConfirmedAt ?? '',
            cell: ({ lastConfirmedAt }) => <Ago at={lastConfirmedAt} />,
          },
          {
            name: t('backups.snapshots'),
            text: ({ snapshotCount }) => snapshotCount,
            cell: ({ snapshotCount }) => wholeNumber(snapshotCount),
          },
        ]}
        hasSearch
        filters={
          <FindDevice
            label={t('restores.device')}
            value={address.wanted.deviceId}
            onChange={(deviceId) => address.change({ deviceId })}
          />
        }
        choices={{
          show: {
            label: t('list.show'),
            options: [
              ['', t('list.all')],
              ['fresh', t('freshness.fresh')],
              ['ageing', t('freshness.ageing')],
              ['none', t('backups.noSnapshot')],
            ],
          },
          sort: {
            label: t('list.sort'),
            options: [
              ['', t('backups.byNewest')],
              ['lastBackup', t('list.byBackup')],
              ['person', t('backups.person')],
              ['device', t('backups.device')],
            ],
          },
        }}
        fileName="backups"
        none={{ title: t('backups.none'), hint: t('backups.noneHint') }}
        icon={<ArchiveRegular />}
        shownTo={rolesWith('backupMetadata.read')}
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
