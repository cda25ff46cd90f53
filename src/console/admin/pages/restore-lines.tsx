// The latest restores of a person or of a device, each leading to its own page.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../shared/ago.tsx';
import { Loaded } from '../../shared/page-states.tsx';
import { useConnection } from '../api-context.tsx';
import { Lines } from '../lines.tsx';
import { RestoreState } from '../restore-state.tsx';

type Wanted = { readonly userId?: string; readonly deviceId?: string };

export function RestoreLines({ wanted }: { readonly wanted: Wanted }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['restores', 'of', wanted],
    queryFn: ({ signal }) => api('listRestoreSessions', { query: { limit: 20, ...wanted }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ sessions }) => (
        <Lines rows={sessions} keyOf={(it) => it.sessionId} none={t('restores.none')}>
          {({ sessionId, userId, userPrincipalName, deviceName, state, offeredAt }) => (
            <>
              <RestoreState state={state} />
              <Link to="/restores/$userId/$sessionId" params={{ userId, sessionId }} className={styles.link}>
                {t('restores.line', { userPrincipalName, deviceName })}
              </Link>
              <Text className={styles.quiet}>
                <Ago at={offeredAt} />
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
