// One restore: how it ended and why, with the outcome of each setting and app. No values are shown; there are none here.

import {
  Badge,
  Card,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../shared/api.ts';
import { dateTime, minutes } from '../../shared/i18n.ts';
import { Loaded } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { settingName } from '../../shared/setting-name.ts';
import { useConnection } from '../api-context.tsx';
import { FactList } from '../fact-list.tsx';
import { RestoreState } from '../restore-state.tsx';

type Restore = AnswerOf<'readRestoreSession'>;

const route = getRouteApi('/restores/$userId/$sessionId');
const COLORS = {
  restored: 'success',
  unchanged: 'subtle',
  excluded: 'informative',
  failed: 'danger',
  pending: 'warning',
} as const;

export function RestorePage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const params = route.useParams();
  const query = useQuery({
    queryKey: ['restores', 'one', params.sessionId],
    queryFn: ({ signal }) => api('readRestoreSession', { params, signal }),
  });
  return (
    <>
      <PageTitle title={t('restore.title')} purpose={t('restore.purpose')} />
      <Loaded query={query}>{(restore) => <Details restore={restore} />}</Loaded>
    </>
  );
}

function Details({ restore: { session, outcomes } }: { readonly restore: Restore }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { failureCode, secondsToProductivity: seconds, userId, deviceId } = session;
  return (
    <div className={styles.page}>
      {session.state === 'failed' ? (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('restore.failed')}</MessageBarTitle> {t('restore.failedWith', { code: failureCode })}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <Card className={styles.card}>
        <FactList
          facts={[
            [t('restores.state'), <RestoreState key="state" state={session.state} />],
            [t('restores.phase'), t(`restores.phases.${session.phase}`)],
            [
              t('restores.device'),
              <Link key="device" to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
                {session.deviceName}
              </Link>,
            ],
            [
              t('restores.person'),
              <Link key="person" to="/people/$userId" params={{ userId }} className={styles.link}>
                {t('restore.toPerson')}
              </Link>,
            ],
            [t('restores.offered'), dateTime(session.offeredAt)],
            [t('restore.ended'), session.endedAt === null ? '–' : dateTime(session.endedAt)],
            [t('restores.productivity'), seconds === null ? '–' : minutes(seconds / 60)],
          ]}
        />
      </Card>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('restore.outcomes')}
      </Subtitle2>
      {outcomes.length === 0 ? (
        <Text>{t(session.endedAt === null ? 'restore.notYet' : 'restore.noOutcomes')}</Text>
      ) : (
        <Outcomes outcomes={outcomes} />
      )}
    </div>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: Restore['outcomes'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.scroll} role="region" aria-label={t('restore.outcomes')} tabIndex={0}>
      <Table aria-label={t('restore.outcomes')} className={styles.table}>
        <TableHeader>
          <TableRow>
            {(['what', 'category', 'outcome', 'reason'] as const).map((name) => (
              <TableHeaderCell key={name}>{t(`restore.columns.${name}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {outcomes.toSorted(byUrgency).map(({ kind, id, name, category, state, code }) => (
            <TableRow key={`${kind} ${id}`}>
              <TableCell className={styles.id} title={id}>
                {settingName({ id, name })}
              </TableCell>
              <TableCell>{t(`experience.categories.${category}`, { defaultValue: category })}</TableCell>
              <TableCell>
                <Badge appearance="tint" color={COLORS[state]}>
                  {t(`restore.states.${state}`)}
                </Badge>
              </TableCell>
              <TableCell>{code ?? '–'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type Outcome = Restore['outcomes'][number];

const ORDER: readonly Outcome['state'][] = ['failed', 'pending', 'excluded', 'restored', 'unchanged'];

/** What went wrong first. */
function byUrgency(a: Outcome, b: Outcome): number {
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id.localeCompare(b.id);
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  card: { padding: tokens.spacingHorizontalXL },
  heading: { margin: 0 },
  link: { color: tokens.colorBrandForegroundLink },
  scroll: { overflowX: 'auto' },
  table: { minWidth: '560px' },
  id: { overflowWrap: 'anywhere' },
});
