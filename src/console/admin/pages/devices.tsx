// The devices that have joined.

import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeviceSummary } from '../../../protocol/operations/devices.ts';
import { dateTime, relativeTime } from '../../shared/i18n.ts';
import { RecordList } from '../../shared/record-list.tsx';
import { useConnection } from '../api-context.tsx';

export function DevicesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useInfiniteQuery({
    queryKey: ['devices'],
    queryFn: ({ pageParam, signal }) => api('listDevices', { query: { limit: 100, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  const people = ({ keys }: DeviceSummary): string => keys.map((key) => key.userPrincipalName).join(', ');
  return (
    <RecordList
      title={t('devices.title')}
      purpose={t('devices.purpose')}
      query={query}
      rowsOf={(page) => page.devices}
      keyOf={(device) => device.deviceId}
      columns={[
        {
          name: t('devices.name'),
          cell: ({ deviceId, displayName }) => (
            <Link to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
              {displayName}
            </Link>
          ),
          text: (device) => device.displayName,
        },
        { name: t('devices.people'), cell: people, text: people },
        {
          name: t('devices.join'),
          cell: (device) => (
            <Badge appearance="outline" color={device.joinType === 'unknown' ? 'warning' : 'informative'}>
              {t(`devices.joinType.${device.joinType}`)}
            </Badge>
          ),
        },
        {
          name: t('devices.joined'),
          cell: ({ joinedAt }) =>
            joinedAt === null ? (
              t('devices.never')
            ) : (
              <time dateTime={joinedAt} title={dateTime(joinedAt)}>
                {relativeTime(joinedAt, Date.now())}
              </time>
            ),
        },
      ]}
      empty={{ title: t('devices.none'), hint: t('devices.noneHint'), icon: <DesktopRegular /> }}
    />
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
