// Whose sign-ins the organization trusts. Read here; changed by whoever runs the service, since whoever could change it here
// could let in anybody.

import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrustedIssuer } from '../../../../protocol/operations/tenant-settings.ts';
import { Command } from '../../../shared/command.tsx';
import { dateTime } from '../../../shared/i18n.ts';
import { Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { FactList } from '../../fact-list.tsx';

export function Identity() {
  const { t } = useTranslation();
  const { api, session } = useConnection();
  const query = useQuery({ queryKey: ['issuers'], queryFn: ({ signal }) => api('listIssuers', { signal }) });
  const of = `--tenant ${session.tenantId}`;
  return (
    <>
      <Section title={t('settings.identity.organization')}>
        <FactList
          facts={[
            [t('settings.identity.tenantId'), session.tenantId],
            [t('settings.identity.address'), location.origin],
          ]}
        />
      </Section>
      <Loaded query={query}>
        {({ issuers }) => (
          <>
            {issuers.map((issuer) => (
              <Issuer key={issuer.issuerId} issuer={issuer} />
            ))}
            {issuers.length === 0 ? <Text>{t('settings.identity.nobody')}</Text> : null}
          </>
        )}
      </Loaded>
      <Section title={t('settings.identity.change')} purpose={t('settings.identity.operator')}>
        <Command purpose={t('settings.identity.check')} text={`keepsake issuer check ${of}`} />
        <Command
          purpose={t('settings.identity.addEntra')}
          text={`keepsake issuer add ${of} --entra ${t('settings.identity.directory')} --client-id ${t('settings.identity.client')}`}
        />
        <Command
          purpose={t('settings.identity.remove')}
          text={`keepsake issuer remove ${of} ${query.data?.issuers.at(-1)?.issuer ?? 'embedded'}`}
        />
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('settings.identity.careful')}</MessageBarBody>
        </MessageBar>
      </Section>
    </>
  );
}

function Issuer({ issuer }: { readonly issuer: TrustedIssuer }) {
  const { t } = useTranslation();
  const { kind, names, audiences, clients, keysUrl, directoryTenantId, signInClientId, joinContext } = issuer;
  const optional = [
    ['directory', directoryTenantId],
    ['keysFrom', keysUrl],
    ['signInClient', signInClientId],
    ['joinContext', joinContext],
  ] as const;
  return (
    <Section title={t(`settings.identity.kinds.${kind}`)} purpose={t(`settings.identity.kindMeans.${kind}`)}>
      <FactList
        facts={[
          [t('settings.identity.issuer'), names.length === 0 ? issuer.issuer : names.join(' · ')],
          [t('settings.identity.audiences'), audiences.join(' · ')],
          [
            t('settings.identity.clients'),
            clients.length === 0 ? t('settings.identity.anyClient') : clients.join(' · '),
          ],
          ...optional.flatMap(([name, value]) =>
            value === null ? [] : [[t(`settings.identity.facts.${name}`), value] as const],
          ),
          [t('settings.identity.since'), dateTime(issuer.trustedSince)],
        ]}
      />
    </Section>
  );
}
