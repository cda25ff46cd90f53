// Whose backups come from a device, also of people who do not use it any more; each leads to its history.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE_MAX } from '../../../protocol/limits.ts';
import { Ago } from '../../shared/ago.tsx';
import { Loaded } from '../../shared/page-states.tsx';
import { useConnection } from '../api-context.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import { Lines } from '../lines.tsx';

export function DeviceBackups({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['backups', 'of-device', deviceId],
    queryFn: ({ signal }) => api('listBackups', { query: { deviceId, limit: PAGE_SIZE_MAX }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ backups }) => (
        <Lines rows={backups} keyOf={(it) => it.profileId} none={t('person.noBackups')}>
          {({ profileId, userId, userPrincipalName, freshness, lastConfirmedAt, snapshotCount }) => (
            <>
              <FreshnessBadge freshness={freshness} />
              <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
                {userPrincipalName}
              </Link>
              <Text className={styles.quiet}>
                {t('person.snapshots', { count: snapshotCount })} · <Ago at={lastConfirmedAt} />
              </Text>
            </>
          )}
        </Lines>
      )}
    </Loaded>
  );
}

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
