// Restores that administrators asked for, newest first: waiting for the device, offered to the person, or how they ended. One
// that nobody was shown yet can be withdrawn.

import { Badge, Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreRequest } from '../../../../protocol/operations/restore-requests.ts';
import { Ago } from '../../../shared/ago.tsx';
import { Loaded } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { RestoreState } from '../../restore-state.tsx';
import { AskFirst } from '../backups/ask-first.tsx';

export function AskedRestores() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['restore-requests'],
    queryFn: ({ signal }) => api('listRestoreRequests', { query: { limit: SHOWN }, signal }),
  });
  return (
    <section aria-label={t('askedRestores.title')} className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('askedRestores.title')}
      </Subtitle2>
      <Loaded query={query}>
        {({ requests }) =>
          requests.length === 0 ? (
            <Text className={styles.quiet}>{t('askedRestores.none')}</Text>
          ) : (
            <ul className={styles.list}>
              {requests.map((request) => (
                <Asked key={request.requestId} request={request} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Asked({ request }: { readonly request: RestoreRequest }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { userId, userPrincipalName, deviceId, deviceName, profileId, state, sessionState } = request;
  const { requestedAt, requestedBy, reason } = request;
  return (
    <li className={styles.item}>
      <span className={styles.line}>
        <Link to="/people/$userId" params={{ userId }} className={styles.link}>
          {userPrincipalName}
        </Link>
        <Link to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
          {deviceName}
        </Link>
        {sessionState === null ? (
          <Badge appearance="tint" color={state === 'waiting' ? 'informative' : 'subtle'}>
            {t(`askedRestores.states.${state}`)}
          </Badge>
        ) : (
          <RestoreState state={sessionState} />
        )}
      </span>
      <Text className={styles.quiet}>
        {requestedBy} · <Ago at={requestedAt} /> · {reason}
        {profileId === null ? null : (
          <>
            {' · '}
            <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
              {t('askedRestores.chosen')}
            </Link>
          </>
        )}
      </Text>
      {state === 'waiting' ? <Withdraw request={request} /> : null}
    </li>
  );
}

function Withdraw({ request: { userId, requestId, userPrincipalName } }: { readonly request: RestoreRequest }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  if (useMay('restore.request') !== true) return null;
  return (
    <>
      <Button
        size="small"
        aria-label={t('askedRestores.withdrawFor', { person: userPrincipalName })}
        onClick={() => setAsking(true)}
      >
        {t('askedRestores.withdraw')}
      </Button>
      {isAsking ? (
        <AskFirst
          title={t('askedRestores.withdrawTitle')}
          act={t('askedRestores.withdraw')}
          onAct={() => api('withdrawRestoreRequest', { params: { userId, requestId } })}
          onClose={() => {
            setAsking(false);
            void queries.invalidateQueries({ queryKey: ['restore-requests'] });
          }}
        >
          <Text>{t('askedRestores.withdrawText', { person: userPrincipalName })}</Text>
        </AskFirst>
      ) : null}
    </>
  );
}

const SHOWN = 10;

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM, paddingBlock: tokens.spacingVerticalL },
  heading: { margin: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  item: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});
