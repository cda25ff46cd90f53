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
      {({ backups }) =>
        backups.length === 0 ? (
          <Text>{t('person.noBackups')}</Text>
        ) : (
          <ul className={styles.lines}>
            {backups.map(({ profileId, userId, userPrincipalName, freshness, lastConfirmedAt, snapshotCount }) => (
              <li key={profileId} className={styles.line}>
                <FreshnessBadge freshness={freshness} />
                <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
                  {userPrincipalName}
                </Link>
                <Text className={styles.quiet}>
                  {t('person.snapshots', { count: snapshotCount })} · <Ago at={lastConfirmedAt} />
                </Text>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

const useStyles = makeStyles({
  lines: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
