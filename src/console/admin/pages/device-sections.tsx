// The parts of a device's page beside decisions: what is known of it and who said so, which policies hold for each of its
// people and where each comes from, and its backups and restores.

import {
  Badge,
  Card,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../shared/ago.tsx';
import { Loaded } from '../../shared/page-states.tsx';
import { Section } from '../../shared/section.tsx';
import { useConnection } from '../api-context.tsx';
import { FactList } from '../fact-list.tsx';
import { DeviceBackups } from './device-backups.tsx';
import { DeviceEvents } from './device-events.tsx';
import { EffectiveValues } from './policies/effective-values.tsx';
import { useEffectivePolicy } from './policies/policy-queries.ts';
import { RestoreLines } from './restore-lines.tsx';

export type Used = { readonly userId: string; readonly userPrincipalName: string };

export function Facts({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const query = useQuery({
    queryKey: ['facts', deviceId],
    queryFn: ({ signal }) => api('getKnownFacts', { params: { deviceId }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ facts, disagreements, linkedBy, reportedAt }) => (
        <div className={styles.page}>
          {disagreements.map(({ fact, said }) => (
            <MessageBar key={fact} intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{t('facts.disagree', { fact })}</MessageBarTitle>{' '}
                {said.map(({ by, values }) => `${by}: ${values.join(', ')}`).join(' · ')}
              </MessageBarBody>
            </MessageBar>
          ))}
          <Card className={styles.card}>
            <FactList
              facts={[
                [t('facts.reported'), <Ago key="reported" at={reportedAt} otherwise={t('facts.neverReported')} />],
                [t('facts.linkedBy'), t(`facts.links.${linkedBy}`)],
              ]}
            />
          </Card>
          <Card className={styles.card}>
            <FactList
              facts={facts.map(({ name, value, by }) => [
                t(`facts.names.${name}`, { defaultValue: name }),
                <span key={name} className={styles.fact}>
                  {value}
                  <Badge appearance="outline" color="informative" size="small">
                    {t(`facts.by.${by}`)}
                  </Badge>
                </span>,
              ])}
            />
          </Card>
        </div>
      )}
    </Loaded>
  );
}

export function Policies({ deviceId, people }: { readonly deviceId: string; readonly people: readonly Used[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.page}>
      {people.length === 0 ? <Text>{t('device.nobody')}</Text> : null}
      {people.map(({ userId, userPrincipalName }) => (
        <Section key={userId} title={userPrincipalName}>
          <EffectivePolicies userId={userId} deviceId={deviceId} />
        </Section>
      ))}
    </div>
  );
}

function EffectivePolicies({ userId, deviceId }: { readonly userId: string; readonly deviceId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useEffectivePolicy({ userId, deviceId });
  return (
    <Loaded query={query}>
      {(policy) => (
        <>
          <EffectiveValues policy={policy} isWhole={false} />
          <Link to="/policies/effective" search={{ user: userId, device: deviceId }} className={styles.link}>
            {t('policies.effective.open')}
          </Link>
        </>
      )}
    </Loaded>
  );
}

export function History({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <Section title={t('person.restores')}>
        <RestoreLines wanted={{ deviceId }} />
      </Section>
      <Section title={t('person.backups')}>
        <DeviceBackups deviceId={deviceId} />
      </Section>
      <Section title={t('device.events.title')}>
        <DeviceEvents deviceId={deviceId} />
      </Section>
    </div>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalL, maxWidth: '1000px' },
  card: { padding: tokens.spacingHorizontalXL },
  fact: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  link: { color: tokens.colorBrandForegroundLink },
});
