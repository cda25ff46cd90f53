// Who was offered a restore, and how it ended.

import { Badge } from '@fluentui/react-components';
import { ArrowCounterclockwiseRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RestoreSession } from '../../../protocol/operations/restore.ts';
import { dateTime, relativeTime } from '../../shared/i18n.ts';
import { RecordList } from '../../shared/record-list.tsx';
import { useConnection } from '../api-context.tsx';

const COLORS = {
  offered: 'informative',
  applying: 'brand',
  completed: 'success',
  failed: 'danger',
  setUpAsNew: 'subtle',
  cancelled: 'subtle',
  expired: 'warning',
  undone: 'subtle',
} as const;

export function RestoresPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useInfiniteQuery({
    queryKey: ['restores'],
    queryFn: ({ pageParam, signal }) => api('listRestoreSessions', { query: { limit: 100, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });
  return (
    <RecordList<{ readonly sessions: readonly RestoreSession[] }, RestoreSession>
      title={t('restores.title')}
      purpose={t('restores.purpose')}
      query={query}
      rowsOf={(page) => page.sessions}
      keyOf={(session) => session.sessionId}
      columns={[
        { name: t('restores.device'), cell: (it) => it.deviceName, text: (it) => it.deviceName },
        { name: t('restores.phase'), cell: (it) => t(`restores.phases.${it.phase}`) },
        {
          name: t('restores.state'),
          cell: (it) => (
            <Badge appearance="tint" color={COLORS[it.state]}>
              {t(`restores.states.${it.state}`)}
            </Badge>
          ),
          text: (it) => t(`restores.states.${it.state}`),
        },
        {
          name: t('restores.offered'),
          cell: ({ offeredAt }) => (
            <time dateTime={offeredAt} title={dateTime(offeredAt)}>
              {relativeTime(offeredAt, Date.now())}
            </time>
          ),
        },
        {
          name: t('restores.productivity'),
          cell: ({ secondsToProductivity: seconds }) =>
            seconds === null ? '–' : t('restores.minutes', { count: Math.max(1, Math.round(seconds / 60)) }),
        },
      ]}
      empty={{ title: t('restores.none'), hint: t('restores.noneHint'), icon: <ArrowCounterclockwiseRegular /> }}
    />
  );
}
