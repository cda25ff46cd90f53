// Who did what: the events of the audit log, narrowed by what stands in the address, and taken away as a file.

import { Badge, Button, Input, Label, makeStyles, tokens, useId } from '@fluentui/react-components';
import { DocumentSearchRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ACTIVITIES } from '../../../domain/audit/activities.ts';
import { dateTime } from '../../shared/i18n.ts';
import { useListAddress } from '../../shared/list-address.ts';
import { PageTitle } from '../../shared/page-title.tsx';
import { ListChoice, ListSearch } from '../../shared/list-controls.tsx';
import { ServerList } from '../../shared/server-list.tsx';
import { useConnection } from '../api-context.tsx';
import { rolesWith } from '../permission.tsx';
import { ALL_ACTIVITIES, type AuditSearch, CATEGORIES, RESULTS } from './audit/audit-search.ts';
import { type AuditEvent, actorOf, eventPage, targetOf } from './audit/events.ts';
import { ExportMenu } from './audit/export-menu.tsx';

const route = getRouteApi('/audit');

export function AuditPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  const { wanted, change } = address;
  return (
    <>
      <PageTitle title={t('audit.title')} purpose={t('audit.purpose')} />
      <div className={styles.commands}>
        <Link to="/audit/verify" className={styles.command}>
          <ShieldCheckmarkRegular fontSize={20} aria-hidden />
          {t('audit.verify.title')}
        </Link>
        <ExportMenu search={wanted} />
      </div>
      <ServerList
        label={t('audit.title')}
        queryKey={['audit']}
        address={address}
        page={(asked) => eventPage(api, wanted, asked)}
        keyOf={(event) => event.id}
        columns={[
          {
            name: t('audit.when'),
            isWide: true,
            cell: ({ activityDateTime: at }) => <time dateTime={at}>{dateTime(at)}</time>,
          },
          { name: t('audit.activity'), isWide: true, cell: (event) => <ActivityLink event={event} /> },
          { name: t('audit.actor'), isWide: true, cell: (event) => <ActorName event={event} /> },
          { name: t('audit.about'), isWide: true, cell: (event) => targetOf(event) || '–' },
          { name: t('audit.result'), cell: (event) => <ResultBadge result={event.activityResult} /> },
        ]}
        filters={<Controls wanted={wanted} onChange={change} />}
        none={{ title: t('audit.none'), hint: t('audit.noneHint'), noMatchHint: t('audit.noMatchHint') }}
        icon={<DocumentSearchRegular />}
        shownTo={rolesWith('audit.read')}
      />
    </>
  );
}

function Controls({
  wanted,
  onChange,
}: {
  readonly wanted: AuditSearch;
  readonly onChange: (to: AuditSearch) => void;
}) {
  const { t } = useTranslation();
  const { category, activity, result, actor, target, act, place } = wanted;
  const onActor = useCallback((text?: string) => onChange({ actor: text }), [onChange]);
  const onTarget = useCallback((text?: string) => onChange({ target: text }), [onChange]);
  const activities = ALL_ACTIVITIES.filter((it) => category === undefined || ACTIVITIES[it].category === category);
  const named = activities.map((it) => [it, t(`audit.activities.${it}`)] as const);
  return (
    <>
      <DayField label={t('audit.from')} value={wanted.from} onChange={(from) => onChange({ from })} />
      <DayField label={t('audit.to')} value={wanted.to} onChange={(to) => onChange({ to })} />
      <ListChoice
        label={t('audit.category')}
        value={category}
        options={[['', t('list.all')], ...CATEGORIES.map((it) => [it, t(`audit.categories.${it}`)] as const)]}
        onChange={(next) => onChange({ category: next, activity: undefined })}
      />
      <ListChoice
        label={t('audit.activity')}
        value={activity}
        options={[['', t('list.all')], ...named.toSorted(([, one], [, other]) => one.localeCompare(other))]}
        onChange={(next) => onChange({ activity: next })}
      />
      <ListChoice
        label={t('audit.result')}
        value={result}
        options={[['', t('list.all')], ...RESULTS.map((it) => [it, t(`audit.results.${it}`)] as const)]}
        onChange={(next) => onChange({ result: next })}
      />
      <ListSearch label={t('audit.actor')} value={actor} onChange={onActor} />
      <ListSearch label={t('audit.about')} value={target} onChange={onTarget} />
      {act === undefined ? null : <Button onClick={() => onChange({ act: undefined })}>{t('audit.oneActOnly')}</Button>}
      {place === undefined ? null : (
        <Button onClick={() => onChange({ place: undefined })}>{t('audit.onePlaceOnly', { place })}</Button>
      )}
    </>
  );
}

function DayField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day?: string) => void;
}) {
  const styles = useStyles();
  const id = useId('day');
  return (
    <div className={styles.day}>
      <Label htmlFor={id}>{props.label}</Label>
      <Input
        id={id}
        type="date"
        value={props.value ?? ''}
        onChange={(_, { value }) => props.onChange(value === '' ? undefined : value)}
      />
    </div>
  );
}

function ActivityLink({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Link to="/audit/$eventId" params={{ eventId: event.id }} className={styles.link}>
      {t(`audit.activities.${event.activity}`, { defaultValue: event.displayName })}
    </Link>
  );
}

export function ActorName({ event }: { readonly event: AuditEvent }) {
  const { t } = useTranslation();
  const type = event.actor.auditActorType;
  return actorOf(event) ?? t(`audit.actorTypes.${type}`, { defaultValue: type });
}

export function ResultBadge({ result }: { readonly result: string }) {
  const { t } = useTranslation();
  return (
    <Badge appearance="tint" color={result === 'Success' ? 'success' : 'danger'}>
      {t(`audit.results.${result}`, { defaultValue: result })}
    </Badge>
  );
}

const useStyles = makeStyles({
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalL,
  },
  command: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalSNudge,
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
  },
  day: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  link: { color: tokens.colorBrandForegroundLink },
});
