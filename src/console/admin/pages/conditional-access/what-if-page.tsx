// What If: a sign-in that somebody thinks of, and which policies would apply to it. What is left open stays unknown, and the answer
// says where that matters.

import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { QuestionCircleRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { APPLICATIONS } from '../../../../domain/conditional-access/well-known.ts';
import type { Json } from '../../../../lib/canonical-json.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { useConnection } from '../../api-context.tsx';
import { FindPerson } from '../../find-person.tsx';
import { CLIENTS, DEVICE_STATES, ID, PLATFORMS, RISKS, type WhatIfSearch } from './access-search.ts';
import { AccessTabs } from './access-tabs.tsx';
import { CountryChoice } from './country-choice.tsx';
import { KEY } from './queries.ts';
import { TypedText } from './typed-text.tsx';
import { type WhatIfPolicy, WhatIfResult } from './what-if-result.tsx';

const route = getRouteApi('/conditional-access/what-if');

export function WhatIfPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: WhatIfSearch): void => void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  return (
    <>
      <AccessTabs here="whatIf" />
      <div className={styles.form} role="group" aria-label={t('conditionalAccess.form.title')}>
        <FindPerson
          label={t('conditionalAccess.form.user')}
          value={wanted.user}
          onChange={(user) => change({ user })}
        />
        <AppChoice value={wanted.app} onChange={(app) => change({ app })} />
        <Choices wanted={wanted} onChange={change} />
      </div>
      {wanted.user === undefined || wanted.app === undefined ? (
        <Empty
          title={t('conditionalAccess.whatIf.start')}
          hint={t('conditionalAccess.whatIf.startHint')}
          icon={<QuestionCircleRegular />}
        />
      ) : (
        <Answer wanted={wanted} />
      )}
    </>
  );
}

function Choices({
  wanted,
  onChange,
}: {
  readonly wanted: WhatIfSearch;
  readonly onChange: (to: WhatIfSearch) => void;
}) {
  const { t } = useTranslation();
  const options = (values: readonly string[]) => [
    ['', t('conditionalAccess.form.notKnown')] as const,
    ...values.map((it) => [it, t(`conditionalAccess.values.${it}`)] as const),
  ];
  return (
    <>
      <ListChoice<string>
        label={t('conditionalAccess.form.platform')}
        value={wanted.platform}
        options={options(PLATFORMS)}
        onChange={(platform) => onChange({ platform })}
      />
      <ListChoice<string>
        label={t('conditionalAccess.form.client')}
        value={wanted.client}
        options={options(CLIENTS)}
        onChange={(client) => onChange({ client })}
      />
      <ListChoice<string>
        label={t('conditionalAccess.form.device')}
        value={wanted.device}
        options={options(DEVICE_STATES)}
        onChange={(device) => onChange({ device: DEVICE_STATES.find((it) => it === device) })}
      />
      <CountryChoice value={wanted.country} onChange={(country) => onChange({ country })} />
      <TypedText label={t('conditionalAccess.form.ip')} value={wanted.ip} onChange={(ip) => onChange({ ip })} />
      <ListChoice<string>
        label={t('conditionalAccess.form.signInRisk')}
        value={wanted.signInRisk}
        options={options(RISKS)}
        onChange={(signInRisk) => onChange({ signInRisk })}
      />
      <ListChoice<string>
        label={t('conditionalAccess.form.userRisk')}
        value={wanted.userRisk}
        options={options(RISKS)}
        onChange={(userRisk) => onChange({ userRisk })}
      />
    </>
  );
}

/** The applications that everybody has, or any other by its id. */
function AppChoice({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (id?: string) => void;
}) {
  const { t } = useTranslation();
  const isOther = value !== undefined && !APPLICATIONS.some(({ id }) => id === value);
  return (
    <>
      <ListChoice<string>
        label={t('conditionalAccess.form.app')}
        value={isOther ? OTHER : value}
        options={[
          ['', t('conditionalAccess.form.choose')],
          ...APPLICATIONS.map(({ id, name }) => [id, name] as const),
          [OTHER, t('conditionalAccess.form.otherApp')],
        ]}
        onChange={(id) => onChange(id === OTHER ? ANY : id)}
      />
      {isOther ? (
        <Field label={t('conditionalAccess.form.appId')}>
          <Input
            defaultValue={value === ANY ? '' : value}
            onChange={(_, { value: id }) =>
              ID.test(id.trim().toLowerCase()) ? onChange(id.trim().toLowerCase()) : undefined
            }
          />
        </Field>
      ) : null}
    </>
  );
}

function Answer({ wanted }: { readonly wanted: WhatIfSearch }) {
  const { api } = useConnection();
  const query = useQuery({
    queryKey: [KEY, 'what-if', wanted],
    queryFn: async ({ signal }) => {
      const { value } = await api('evaluateConditionalAccess', { body: requestOf(wanted) as object, signal });
      return value as unknown as readonly WhatIfPolicy[];
    },
  });
  return <Loaded query={query}>{(policies) => <WhatIfResult policies={policies} />}</Loaded>;
}

/** Graph's request. */
function requestOf({ user, app, platform, client, device, country, ip, signInRisk, userRisk }: WhatIfSearch): Json {
  const deviceInfo = device === undefined ? undefined : DEVICES[device];
  const conditions = {
    devicePlatform: platform,
    clientAppType: client,
    deviceInfo,
    country,
    ipAddress: ip,
    signInRiskLevel: signInRisk,
    userRiskLevel: userRisk,
  };
  const known = Object.entries(conditions).filter((entry): entry is [string, Json & {}] => entry[1] !== undefined);
  return {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: user ?? '' },
    signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: [app ?? ''] },
    signInConditions: Object.fromEntries(known),
  };
}

const DEVICES: Readonly<Record<(typeof DEVICE_STATES)[number], Json>> = {
  compliant: { isCompliant: true, trustType: 'AzureAD' },
  notCompliant: { isCompliant: false, trustType: 'AzureAD' },
  hybrid: { isCompliant: false, trustType: 'ServerAD' },
};

const OTHER = 'other';
/** An application that nobody knows: what policies for all resources say of it, they say of any. */
const ANY = '00000000-0000-4000-8000-000000000001';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXL,
  },
});
