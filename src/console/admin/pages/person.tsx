// One person: their devices and backups, the restores they were offered, and what was decided about them, with the reasons
// as they were told then.

import {
  Badge,
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  Card,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StoredDecision } from '../../../protocol/operations/restore.ts';
import { Ago } from '../../shared/ago.tsx';
import { wholeNumber } from '../../shared/i18n.ts';
import { Loaded } from '../../shared/page-states.tsx';
import { PageTitle } from '../../shared/page-title.tsx';
import { Section } from '../../shared/section.tsx';
import { useConnection } from '../api-context.tsx';
import { FactList } from '../fact-list.tsx';
import { FreshnessBadge } from '../freshness-badge.tsx';
import { Lines } from '../lines.tsx';
import { OnlyWith } from '../permission.tsx';
import { PersonData } from './person-data.tsx';
import { RestoreLines } from './restore-lines.tsx';
import { AskRestore } from './restores/ask-restore.tsx';

const route = getRouteApi('/people/$userId');

export function PersonPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const { userId } = route.useParams();
  const query = useQuery({
    queryKey: ['person', userId],
    queryFn: ({ signal }) => api('getPerson', { params: { userId }, signal }),
  });
  return (
    <Loaded query={query}>
      {(person) => (
        <>
          <Breadcrumb aria-label={t('device.where')}>
            <BreadcrumbItem>
              <Link to="/people" activeOptions={{ exact: true }} className={styles.link}>
                {t('people.title')}
              </Link>
            </BreadcrumbItem>
            <BreadcrumbDivider />
            <BreadcrumbItem aria-current="page">{person.displayName}</BreadcrumbItem>
          </Breadcrumb>
          <PageTitle title={person.displayName} purpose={person.userPrincipalName} />
          <div className={styles.page}>
            <Card className={styles.card}>
              <FactList
                facts={[
                  [t('list.backup'), <FreshnessBadge key="freshness" freshness={person.freshness} />],
                  [t('list.lastBackup'), <Ago key="last" at={person.lastBackupAt} />],
                  [t('people.devices'), wholeNumber(person.deviceCount)],
                ]}
              />
            </Card>
            <Section title={t('person.devices')}>
              <Devices userId={userId} />
            </Section>
            <Section title={t('person.backups')}>
              <Profiles userId={userId} />
            </Section>
            <Section title={t('personData.title')}>
              <PersonData person={person} />
            </Section>
            <Section title={t('person.restores')}>
              <OnlyWith permission="restore.read">
                <RestoreLines wanted={{ userId }} />
              </OnlyWith>
            </Section>
            <Section title={t('person.decisions')}>
              <OnlyWith permission="restore.read">
                <Decisions userId={userId} />
              </OnlyWith>
            </Section>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Devices({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['fleet', 'of', userId],
    queryFn: ({ signal }) => api('listFleet', { query: { userId, limit: 50 }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ devices }) => (
        <Lines rows={devices} keyOf={(it) => it.deviceId} none={t('person.noDevices')}>
          {({ deviceId, displayName, freshness, lastBackupAt }) => (
            <>
              <Link to="/devices/$deviceId" params={{ deviceId }} className={styles.link}>
                {displayName}
              </Link>
              <FreshnessBadge freshness={freshness} />
              <Text className={styles.quiet}>
                <Ago at={lastBackupAt} otherwise="" />
              </Text>
              <AskRestore userId={userId} deviceId={deviceId} deviceName={displayName} />
            </>
          )}
        </Lines>
      )}
    </Loaded>
  );
}

function Profiles({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['profiles', userId],
    queryFn: ({ signal }) => api('listProfilesOf', { params: { userId }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ profiles }) => (
        <Lines rows={profiles} keyOf={(it) => it.profileId} none={t('person.noBackups')}>
          {({ profileId, deviceName, snapshotCount, lastConfirmedAt }) => (
            <>
              <Link to="/backups/$userId/$profileId" params={{ userId, profileId }} className={styles.link}>
                {deviceName}
              </Link>
              <Text className={styles.quiet}>
                {t('person.snapshots', { count: snapshotCount })} · <Ago at={lastConfirmedAt} />
              </Text>
            </>
          )}
        </Lines>
      )}
    </Loaded>
  );
}

function Decisions({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useQuery({
    queryKey: ['decisions', userId],
    queryFn: ({ signal }) => api('listDecisions', { params: { userId }, query: { limit: 50 }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ decisions }) => (
        <Lines rows={decisions} keyOf={(it) => it.decisionId} none={t('person.noDecisions')}>
          {(it) => <Decision stored={it} />}
        </Lines>
      )}
    </Loaded>
  );
}

const COLORS = { eligible: 'success', ineligible: 'danger', unknown: 'warning' } as const;

function Decision({ stored: { decision, decidedAt } }: { readonly stored: StoredDecision }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { occasion, verdict, findings } = decision;
  const against = findings.filter(({ holds, isLifted }) => !isLifted && holds !== 'yes');
  return (
    <div className={styles.line}>
      <span className={styles.decision}>
        <Badge appearance="tint" color={COLORS[verdict]}>
          {t(`device.verdicts.${occasion}.${verdict}`)}
        </Badge>
        <Text>{t(`device.occasions.${occasion}`)}</Text>
        <Text className={styles.quiet}>
          <Ago at={decidedAt} />
        </Text>
      </span>
      {against.map(({ ruleId, administrator, title, fix }) => (
        <Text key={ruleId} className={styles.quiet}>
          {administrator ?? t('device.notKnown', { title })} {fix}
        </Text>
      ))}
    </div>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalM },
  link: { color: tokens.colorBrandForegroundLink },
  line: { display: 'grid', rowGap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  decision: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});
