// One event, whole: who, what, when, from where, to which things, what each was before and after, and the text of it that is in
// the log.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { canonicalJson } from '../../../../lib/canonical-json.ts';
import { dateTime, wholeNumber } from '../../../shared/i18n.ts';
import { Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { useConnection } from '../../api-context.tsx';
import { FactList } from '../../fact-list.tsx';
import { ActorName, ResultBadge } from '../audit.tsx';
import { BackLink } from './back-link.tsx';
import { CopyButton } from './copy-button.tsx';
import type { AuditEvent } from './events.ts';
import { Changes } from './changes.tsx';

const route = getRouteApi('/audit/$eventId');

export function AuditEventPage() {
  const { api } = useConnection();
  const { eventId } = route.useParams();
  const query = useQuery({
    queryKey: ['audit', 'event', eventId],
    queryFn: async ({ signal }) => {
      const { '@odata.context': _, ...event } = (await api('getGraphAuditEvent', {
        params: { event: eventId },
        signal,
      })) as Readonly<Record<string, unknown>>;
      return event as unknown as AuditEvent;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <BackLink />
      <Loaded query={query}>{(event) => <Event event={event} />}</Loaded>
    </>
  );
}

function Event({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = t(`audit.activities.${event.activity}`, { defaultValue: event.displayName });
  return (
    <>
      <PageTitle title={name} purpose={t('audit.event.purpose', { place: wholeNumber(event.leafIndex) })} />
      <div className={styles.page}>
        <Card className={styles.card}>
          <Facts event={event} />
          <Text>
            <Link to="/audit" search={{ act: event.correlationId }} className={styles.link}>
              {t('audit.event.sameAct')}
            </Link>
          </Text>
        </Card>
        <Subtitle2 as="h2" className={styles.heading}>
          {t('audit.event.things')}
        </Subtitle2>
        {event.resources.length === 0 ? <Text>{t('audit.event.nothing')}</Text> : null}
        {event.resources.map((resource) => (
          <Changes key={`${resource.auditResourceType} ${resource.resourceId}`} resource={resource} />
        ))}
        <Source event={event} />
      </div>
    </>
  );
}

function Facts({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const { actor } = event;
  const type = actor.auditActorType;
  return (
    <FactList
      facts={[
        [t('audit.when'), dateTime(event.activityDateTime)],
        [t('audit.result'), <ResultBadge key="result" result={event.activityResult} />],
        [t('audit.actor'), <ActorName key="actor" event={event} />],
        [t('audit.event.actorType'), t(`audit.actorTypes.${type}`, { defaultValue: type })],
        [t('audit.category'), t(`audit.categories.${event.category}`, { defaultValue: event.category })],
        ...(actor.ipAddress === null ? [] : [[t('audit.event.address'), actor.ipAddress] as const]),
        ...(actor.applicationId === null
          ? []
          : [[t('audit.event.application'), actor.applicationDisplayName ?? actor.applicationId] as const]),
        ...(actor.userPermissions.length === 0
          ? []
          : [[t('audit.event.permissions'), actor.userPermissions.join(', ')] as const]),
        [t('audit.event.name'), event.activity],
      ]}
    />
  );
}

function Source({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <details className={styles.source}>
      <summary className={styles.summary}>{t('audit.event.source')}</summary>
      <CopyButton text={canonicalJson(event)} />
      <pre className={styles.text} tabIndex={0} aria-label={t('audit.event.source')}>
        {JSON.stringify(event, null, 2)}
      </pre>
    </details>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  link: { color: tokens.colorBrandForegroundLink },
  source: { display: 'grid', rowGap: tokens.spacingVerticalS },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalS },
  text: {
    margin: 0,
    marginTop: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    overflow: 'auto',
    maxHeight: '60vh',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});
