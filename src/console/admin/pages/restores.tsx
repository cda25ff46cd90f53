// Restores: those under way as they go on, and the list of all, by state and by phase.

import {
  Card,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowCounterclockwiseRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListedSession } from '../../../protocol/operations/restore.ts';
import { Ago } from '../../shared/ago.tsx';
import { minutes } from '../../shared/i18n.ts';
import { useListAddress } from '../../shared/list-address.ts';
import { PageTitle } from '../../shared/page-title.tsx';
import { ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { rolesWith } from '../permission.tsx';
import { FindDevice } from '../find-device.tsx';
import { FindPerson } from '../find-person.tsx';
import { useLiveRestores } from '../live-restores.ts';
import { PHASES, RESTORE_STATES, RestoreState } from '../restore-state.tsx';
import { AskedRestores } from './restores/asked-restores.tsx';

const route = getRouteApi('/restores');

export function RestoresPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('restores.title')} purpose={t('restores.purpose')} />
      <UnderWay />
      <AskedRestores />
      <AllRestores />
    </>
  );
}

function UnderWay() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { restores, isHeard } = useLiveRestores();
  return (
    <section aria-label={t('restores.underWay')} className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('restores.underWay')}
      </Subtitle2>
      <div role="status">
        {isHeard === false ? (
          <MessageBar intent="warning">
            <MessageBarBody>{t('restores.notHeard')}</MessageBarBody>
          </MessageBar>
        ) : null}
        {isHeard === true && restores.length === 0 ? (
          <Text className={styles.quiet}>{t('restores.noneUnderWay')}</Text>
        ) : null}
      </div>
      <div className={styles.cards}>
        {restores.map((restore) => (
          <LiveCard key={restore.sessionId} restore={restore} />
        ))}
      </div>
    </section>
  );
}

function LiveCard({ restore }: { readonly restore: ListedSession }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { sessionId, userId, userPrincipalName, deviceName, state, progress, changedAt } = restore;
  const done = progress === null || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <Card className={styles.card}>
      <Link to="/restores/$userId/$sessionId" params={{ userId, sessionId }} className={styles.link}>
        {userPrincipalName}
      </Link>
      <Text className={styles.quiet}>{deviceName}</Text>
      <span>
        <RestoreState state={state} />
      </span>
      {state === 'applying' ? (
        <ProgressBar
          {...(done === undefined ? {} : { value: done })}
          aria-label={t('restores.progressOf', { deviceName })}
        />
      ) : null}
      <Text size={200} className={styles.quiet}>
        {progress === null ? null : `${t('restores.progress', { done: progress.done, total: progress.total })} · `}
        <Ago at={changedAt} />
      </Text>
    </Card>
  );
}

function AllRestores() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  return (
    <div>
      <Subtitle2 as="h2" block className={styles.listHeading}>
        {t('restores.all')}
      </Subtitle2>
      <ServerList
        label={t('restores.all')}
        queryKey={['restores', 'list']}
        address={address}
        page={async ({ signal, ...asked }) => {
          const { sessions: rows, next } = await api('listRestoreSessions', {
            query: { ...address.wanted, ...asked },
            signal,
          });
          return { rows, next };
        }}
        keyOf={(session) => session.sessionId}
        columns={[
          {
            name: t('restores.person'),
            isWide: true,
            text: (it) => it.userPrincipalName,
            cell: ({ userId, sessionId, userPrincipalName }) => (
              <Link to="/restores/$userId/$sessionId" params={{ userId, sessionId }} className={styles.link}>
                {userPrincipalName}
              </Link>
            ),
          },
          { name: t('restores.device'), text: (it) => it.deviceName, cell: (it) => it.deviceName },
          {
            name: t('restores.phase'),
            text: (it) => t(`restores.phases.${it.phase}`),
            cell: (it) => t(`restores.phases.${it.phase}`),
          },
          {
            name: t('restores.state'),
            text: (it) => t(`restores.states.${it.state}`),
            cell: (it) => <RestoreState state={it.state} />,
          },
          {
            name: t('restores.offered'),
            text: ({ offeredAt }) => offeredAt,
            cell: ({ offeredAt }) => <Ago at={offeredAt} />,
          },
          {
            name: t('restores.productivity'),
            text: ({ secondsToProductivity: seconds }) => (seconds === null ? '' : Math.round(seconds / 6) / 10),
            cell: ({ secondsToProductivity: seconds }) => (seconds === null ? '–' : minutes(seconds / 60)),
          },
        ]}
        filters={
          <>
            <FindPerson
              label={t('restores.person')}
              value={address.wanted.userId}
              onChange={(userId) => address.change({ userId })}
            />
            <FindDevice
              label={t('restores.device')}
              value={address.wanted.deviceId}
              onChange={(deviceId) => address.change({ deviceId })}
            />
          </>
        }
        choices={{
          state: {
            label: t('restores.state'),
            options: [['', t('list.all')], ...RESTORE_STATES.map((it) => [it, t(`restores.states.${it}`)] as const)],
          },
          phase: {
            label: t('restores.phase'),
            options: [['', t('list.all')], ...PHASES.map((it) => [it, t(`restores.phases.${it}`)] as const)],
          },
        }}
        fileName="restores"
        none={{ title: t('restores.none'), hint: t('restores.noneHint') }}
        icon={<ArrowCounterclockwiseRegular />}
        shownTo={rolesWith('restore.read')}
      />
    </div>
  );
}

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM, marginBottom: tokens.spacingVerticalXXL },
  heading: { margin: 0 },
  listHeading: { marginBlock: `0 ${tokens.spacingVerticalM}` },
  quiet: { color: tokens.colorNeutralForeground2 },
  cards: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
  },
  card: { padding: tokens.spacingHorizontalL, justifyItems: 'start' },
  link: { color: tokens.colorBrandForegroundLink },
});
