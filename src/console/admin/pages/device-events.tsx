// What the audit log tells of a device: what it did, and what was done to it. The latest here; the rest on the page of the log.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../shared/ago.tsx';
import { Loaded } from '../../shared/page-states.tsx';
import { useConnection } from '../api-context.tsx';
import { ActorName, ResultBadge } from './audit.tsx';
import type { AuditEvent } from './audit/events.ts';

export function DeviceEvents({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['audit', 'of-device', deviceId],
    queryFn: async ({ signal }) => {
      const { value } = await api('listGraphAuditEvents', { query: { $filter: about(deviceId), $top: SHOWN }, signal });
      return value as unknown as readonly AuditEvent[];
    },
  });
  return (
    <Loaded query={query}>
      {(events) =>
        events.length === 0 ? (
          <Text>{t('device.events.none')}</Text>
        ) : (
          <>
            <ul className={styles.lines}>
              {events.map((event) => (
                <li key={event.id} className={styles.line}>
                  <ResultBadge result={event.activityResult} />
                  <Link to="/audit/$eventId" params={{ eventId: event.id }} className={styles.link}>
                    {t(`audit.activities.${event.activity}`, { defaultValue: event.displayName })}
                  </Link>
                  <Text className={styles.quiet}>
                    <ActorName event={event} /> · <Ago at={event.activityDateTime} />
                  </Text>
                </li>
              ))}
            </ul>
            <Link to="/audit" search={{ target: deviceId }} className={styles.link}>
              {t('device.events.all')}
            </Link>
          </>
        )
      }
    </Loaded>
  );
}

/** An id of the service's own, so nothing in it has to be escaped. */
function about(deviceId: string): string {
  return `actor/deviceId eq '${deviceId}' or resources/any(r:r/resourceId eq '${deviceId}')`;
}

const SHOWN = '20';

const useStyles = makeStyles({
  lines: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
