// Policies and sign-ins for tests, written as Graph writes them, and arbitrary ones for laws.

import fc from 'fast-check';
import { type Device, UNREGISTERED } from '../../src/domain/conditional-access/device.ts';
import { type Evaluation, evaluate } from '../../src/domain/conditional-access/evaluate.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { parseNamedLocation } from '../../src/domain/conditional-access/named-location.ts';
import { parsePolicy } from '../../src/domain/conditional-access/parse-policy.ts';
import type { SignIn } from '../../src/domain/conditional-access/sign-in.ts';
import { type Tenant, tenantOf } from '../../src/domain/conditional-access/tenant.ts';
import type { Json } from '../../src/lib/canonical-json.ts';

export const ADA = 'ada00000-0000-4000-8000-000000000001';
export const BOB = 'b0b00000-0000-4000-8000-000000000002';
export const STAFF = '57aff000-0000-4000-8000-000000000003';
export const EXCLUDED = 'e0000000-0000-4000-8000-000000000004';
export const ADMIN_ROLE = '62e90394-69f5-4237-9190-012177145e10';
export const APP = 'a9900000-0000-4000-8000-000000000005';
export const OTHER_APP = 'a9900000-0000-4000-8000-000000000006';
export const OFFICE = '10ca7100-0000-4000-8000-000000000007';
export const COUNTRIES = '10ca7100-0000-4000-8000-000000000008';

export const LOCATIONS: readonly Json[] = [
  {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: OFFICE,
    displayName: 'Office',
    isTrusted: true,
    ipRanges: [{ cidrAddress: '203.0.113.0/24' }, { cidrAddress: '2001:db8::/32' }],
  },
  {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: COUNTRIES,
    displayName: 'Countries',
    countriesAndRegions: ['NL', 'BE'],
    includeUnknownCountriesAndRegions: true,
  },
];

/** All users, all resources; `more` replaces members of `conditions` and of the policy. */
export function policyJson(
  more: { readonly conditions?: JsonObject } & { readonly [name: string]: Json } = {},
): JsonObject {
  const { conditions, ...rest } = more;
  return {
    id: 'f0000000-0000-4000-8000-000000000001',
    displayName: 'Policy',
    state: 'enabled',
    grantControls: { operator: 'OR', builtInControls: ['block'] },
    ...rest,
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: ['All'] },
      users: { includeUsers: ['All'] },
      ...conditions,
    },
  };
}

export function tenantWith(...policies: readonly Json[]): Tenant {
  return tenantOf({
    policies: policies.map((json) => parsePolicy(json)),
    locations: LOCATIONS.map((json) => parseNamedLocation(json)),
    names: [[STAFF, 'All staff']],
  });
}

export const JOINED: Device = { isRegistered: true, attributes: { iscompliant: false, trusttype: 'AzureAD' } };

/** Everything known. */
export const SIGN_IN: SignIn = {
  identity: {
    kind: 'user',
    id: ADA,
    principalName: 'ada@contoso.example',
    groups: [STAFF],
    roles: [],
    guestType: 'none',
  },
  target: { kind: 'application', applications: [{ id: APP }] },
  clientApp: 'mobileAppsAndDesktopClients',
  platform: 'windows',
  device: JOINED,
  place: { ipAddress: '198.51.100.7', country: 'NL', gpsCountry: 'NL', isCompliantNetwork: false },
  signInRisk: 'none',
  userRisk: 'none',
  servicePrincipalRisk: 'none',
  insiderRisk: 'none',
  transferMethod: 'none',
  proof: {
    methods: ['password'],
    secondsSinceSignIn: 0,
    isApprovedApplication: false,
    isProtectedApplication: false,
    isTokenBound: false,
    acceptedTerms: [],
    customFactors: [],
    hasChangedPassword: false,
    hasRemediatedRisk: false,
  },
};

export function verdictOn(policy: Json, signIn: Partial<SignIn> = {}): Evaluation['verdict'] {
  return evaluate(tenantWith(policy), { ...SIGN_IN, ...signIn }).verdict;
}

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
/** Policies that apply to nothing teach nothing. */
const mostly = (one: string, others: fc.Arbitrary<string[]>): fc.Arbitrary<string[]> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([one] as string[]) }, { weight: 1, arbitrary: others });
const rules = [
  'device.isCompliant -eq True',
  'device.trustType -ne "ServerAD" -and -not (device.model -startsWith "Surface")',
  'device.systemLabels -contains "MultiUser" -or device.extensionAttribute1 -in ["SAW", "PAW"]',
  'device.enrollmentProfileName -notContains "Kiosk"',
];

/** Policies that are well-formed, over the few values that `arbitrarySignIn` uses too. */
export const arbitraryPolicy: fc.Arbitrary<JsonObject> = fc
  .record({
    state: fc.constantFrom('enabled', 'enabled', 'enabledForReportingButNotEnforced', 'disabled'),
    users: fc.record({
      includeUsers: mostly('All', some(ADA, 'None')),
      excludeUsers: some(BOB),
      includeGroups: some(STAFF),
      excludeGroups: some(EXCLUDED),
      excludeRoles: some(ADMIN_ROLE),
    }),
    applications: fc.record({
      includeApplications: mostly('All', some(APP)),
      excludeApplications: some(APP, OTHER_APP),
      includeUserActions: some('urn:user:registerdevice'),
    }),
    clientAppTypes: some('browser', 'mobileAppsAndDesktopClients'),
    platforms: fc.option(
      fc.record({ includePlatforms: some('all', 'windows'), excludePlatforms: some('iOS', 'windows') }),
    ),
    locations: fc.option(
      fc.record({
        includeLocations: some('All', 'AllTrusted', OFFICE),
        excludeLocations: some(COUNTRIES, 'AllTrusted'),
      }),
    ),
    devices: fc.option(
      fc.record({
        deviceFilter: fc.record({ mode: fc.constantFrom('include', 'exclude'), rule: fc.constantFrom(...rules) }),
      }),
    ),
    userRiskLevels: some('high', 'medium'),
    transfer: fc.option(fc.constantFrom('deviceCodeFlow', 'deviceCodeFlow,authenticationTransfer')),
    grant: fc.option(
      fc.record({
        operator: fc.constantFrom('AND', 'OR'),
        builtInControls: some(
          'block',
          'mfa',
          'compliantDevice',
          'domainJoinedDevice',
          'compliantApplication',
          'passwordChange',
        ),
      }),
    ),
    frequency: fc.option(
      fc.record({ isEnabled: fc.constant(true), value: fc.integer({ min: 1, max: 48 }), type: fc.constant('hours') }),
    ),
  })
  .map(({ state, grant, frequency, transfer, ...conditions }) =>
    policyJson({
      state,
      grantControls: grant,
      sessionControls: { signInFrequency: frequency },
      conditions: { ...conditions, authenticationFlows: { transferMethods: transfer } },
    }),
  );

const attributes = fc.record({
  iscompliant: fc.boolean(),
  trusttype: fc.constantFrom('AzureAD', 'ServerAD'),
  model: fc.constantFrom('Surface Go', null),
  systemlabels: some('MultiUser'),
  extensionattribute1: fc.constantFrom('SAW', null),
  mdmappid: fc.constantFrom('mdm', null),
  enrollmentprofilename: fc.constantFrom('Kiosk 1', null),
});

/** Sign-ins of which everything is known. */
export const arbitrarySignIn: fc.Arbitrary<SignIn> = fc.record({
  identity: fc.record({
    kind: fc.constant('user' as const),
    id: fc.constantFrom(ADA, BOB),
    principalName: fc.constant('ada@contoso.example'),
    groups: some(STAFF, EXCLUDED),
    roles: some(ADMIN_ROLE),
    guestType: fc.constantFrom('none', 'internalGuest'),
  }),
  target: fc.oneof(
    fc.constantFrom(APP, OTHER_APP).map((id) => ({ kind: 'application' as const, applications: [{ id }] })),
    fc.constant({ kind: 'userAction' as const, action: 'urn:user:registerdevice' }),
  ),
  clientApp: fc.constantFrom('browser' as const, 'mobileAppsAndDesktopClients' as const),
  platform: fc.constantFrom('windows', 'iOS', 'other'),
  device: fc.oneof(
    fc.constant(UNREGISTERED),
    attributes.map((known): Device => ({ isRegistered: true, attributes: known })),
  ),
  place: fc.record({
    ipAddress: fc.constantFrom('203.0.113.9', '198.51.100.7', '2001:db8::1'),
    country: fc.constantFrom('NL', 'US', null),
  }),
  userRisk: fc.constantFrom('none', 'high'),
  signInRisk: fc.constant('none'),
  insiderRisk: fc.constant('none'),
  transferMethod: fc.constantFrom('none' as const, 'deviceCodeFlow' as const),
  proof: fc.record({
    methods: some('password', 'fido2', 'sms'),
    secondsSinceSignIn: fc.integer({ min: 0, max: 200_000 }),
    isProtectedApplication: fc.boolean(),
    hasChangedPassword: fc.boolean(),
  }),
});

/** The same sign-in with some of its facts forgotten: at the top, and inside of what is made of several facts. */
export function forgetting(signIn: SignIn): fc.Arbitrary<SignIn> {
  const forget = <T extends object>(known: T, keys: readonly (keyof T)[]): fc.Arbitrary<T> =>
    fc.subarray([...keys]).map((lost) => ({ ...known, ...Object.fromEntries(lost.map((key) => [key, undefined])) }));
  const { identity, device, place, proof } = signIn;
  if (identity.kind !== 'user' || device === undefined) return fc.constant(signIn);
  return fc
    .tuple(
      forget(identity, ['id', 'principalName', 'groups', 'roles', 'guestType']),
      fc.subarray(Object.keys(device.attributes)),
      fc.boolean(),
      forget(place, ['ipAddress', 'country']),
      forget(proof, ['methods', 'secondsSinceSignIn', 'isProtectedApplication', 'hasChangedPassword']),
      forget(signIn, ['clientApp', 'platform', 'userRisk', 'signInRisk', 'insiderRisk', 'transferMethod', 'device']),
    )
    .map(([who, kept, knowsRegistration, where, shown, rest]) => ({
      ...rest,
      identity: who,
      place: where,
      proof: shown,
      device:
        rest.device === undefined
          ? undefined
          : {
              isRegistered: knowsRegistration ? device.isRegistered : undefined,
              attributes: Object.fromEntries(Object.entries(device.attributes).filter(([name]) => kept.includes(name))),
            },
    }));
}
