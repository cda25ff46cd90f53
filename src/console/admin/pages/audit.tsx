// Who did what.

import { Badge } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../shared/api.ts';
import { dateTime } from '../../shared/i18n.ts';
import { RecordList } from '../../shared/record-list.tsx';
import { useConnection } from '../api-context.tsx';

type Event = AnswerOf<'listAuditEvents'>['events'][number];

const PAGE_SIZE = 200;

export function AuditPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => api('listAuditEvents', { query: { limit: PAGE_SIZE, ...pageParam }, signal }),
    initialPageParam: {},
    getNextPageParam: ({ events }) => {
      const last = events.at(-1);
      return events.length < PAGE_SIZE || last === undefined ? undefined : { after: last.leafIndex };
    },
  });
  return (
    <RecordList
      title={t('audit.title')}
      purpose={t('audit.purpose')}
      query={query}
      rowsOf={(page) => page.events}
      keyOf={(event) => event.id}
      columns={[
        { name: t('audit.when'), cell: ({ activityDateTime: at }) => <time dateTime={at}>{dateTime(at)}</time> },
        { name: t('audit.activity'), cell: (event) => event.displayName, text: (event) => event.displayName },
        { name: t('audit.actor'), cell: actorOf, text: actorOf },
        { name: t('audit.about'), cell: aboutOf, text: aboutOf },
        {
          name: t('audit.result'),
          cell: ({ activityResult }) => (
            <Badge appearance="tint" color={activityResult === 'Success' ? 'success' : 'danger'}>
              {t(activityResult === 'Success' ? 'audit.success' : 'audit.failure')}
            </Badge>
          ),
        },
      ]}
      empty={{ title: t('audit.none'), hint: t('audit.noneHint'), icon: <DocumentSearchRegular /> }}
    />
  );
}

function actorOf({ actor }: Event): string {
  return actor.userPrincipalName ?? actor.applicationDisplayName ?? actor.applicationId ?? actor.auditActorType;
}

function aboutOf({ resources }: Event): string {
  return resources.map(({ displayName, resourceId }) => displayName ?? resourceId).join(', ');
}
