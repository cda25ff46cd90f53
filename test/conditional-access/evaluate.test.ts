// Entra's semantics, one condition and one control at a time: a policy that blocks (or asks) exactly the sign-ins it should.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNREGISTERED } from '../../src/domain/conditional-access/device.ts';
import { evaluate, type Verdict } from '../../src/domain/conditional-access/evaluate.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { judgedApplication, type SignIn } from '../../src/domain/conditional-access/sign-in.ts';
import {
  ADA,
  ADMIN_ROLE,
  APP,
  BOB,
  COUNTRIES,
  EXCLUDED,
  JOINED,
  OFFICE,
  OTHER_APP,
  policyJson,
  SIGN_IN,
  STAFF,
  tenantWith,
  verdictOn,
} from './fixtures.ts';

type Row = readonly [conditions: JsonObject, signIn: Partial<SignIn>, verdict: Verdict];

const who = (more: object): Partial<SignIn> => ({ identity: { ...SIGN_IN.identity, ...more } });
const app = (id: string): Partial<SignIn> => ({ target: { kind: 'application', applications: [{ id }] } });
const at = (place: SignIn['place']): Partial<SignIn> => ({ place });
const GUESTS = {
  guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest',
  externalTenants: { membershipKind: 'enumerated', members: ['t1'] },
};
const filter = (mode: string, rule: string): JsonObject => ({ devices: { deviceFilter: { mode, rule } } });

const CONDITIONS: readonly Row[] = [
  // Users: include, exclude wins, groups by id and name, roles, guests.
  [{ users: { includeUsers: ['All'] } }, {}, 'block'],
  [{ users: { includeUsers: ['All'] } }, who({ guestType: 'b2bCollaborationGuest' }), 'block'],
  [{ users: { includeUsers: ['None'] } }, {}, 'allow'],
  [{ users: { includeUsers: [ADA] } }, {}, 'block'],
  [{ users: { includeUsers: [BOB] } }, {}, 'allow'],
  [{ users: { includeUsers: ['Ada@Contoso.example'] } }, {}, 'block'],
  [{ users: { includeUsers: [ADA] } }, who({ id: undefined }), 'unknown'],
  [{ users: { includeUsers: ['All'], excludeUsers: [ADA] } }, {}, 'allow'],
  [{ users: { includeGroups: [STAFF] } }, {}, 'block'],
  [{ users: { includeGroups: ['all STAFF'] } }, {}, 'block'],
  [{ users: { includeGroups: [STAFF] } }, who({ groups: ['All staff'] }), 'block'],
  [{ users: { includeGroups: [STAFF] } }, who({ groups: [] }), 'allow'],
  [{ users: { includeGroups: [STAFF] } }, who({ groups: undefined }), 'unknown'],
  [{ users: { includeGroups: ['REPLACE WITH GROUP'] } }, {}, 'allow'],
  [{ users: { includeGroups: ['REPLACE WITH GROUP'] } }, who({ groups: [EXCLUDED] }), 'unknown'],
  [{ users: { includeUsers: ['All'], excludeGroups: [STAFF] } }, {}, 'allow'],
  [{ users: { includeUsers: ['All'], excludeGroups: [EXCLUDED] } }, who({ groups: undefined }), 'unknown'],
  [{ users: { includeUsers: ['None'], excludeGroups: [EXCLUDED] } }, who({ groups: undefined }), 'allow'],
  [{ users: { includeRoles: [ADMIN_ROLE] } }, who({ roles: ['Global Administrator'] }), 'block'],
  [{ users: { includeRoles: [ADMIN_ROLE] } }, {}, 'allow'],
  [{ users: { includeUsers: ['GuestsOrExternalUsers'] } }, who({ guestType: 'internalGuest' }), 'block'],
  [{ users: { includeUsers: ['GuestsOrExternalUsers'] } }, {}, 'allow'],
  [{ users: { includeGuestsOrExternalUsers: GUESTS } }, who({ guestType: 'internalGuest', homeTenant: 'T1' }), 'block'],
  [{ users: { includeGuestsOrExternalUsers: GUESTS } }, who({ guestType: 'internalGuest', homeTenant: 't2' }), 'allow'],
  [
    { users: { includeGuestsOrExternalUsers: GUESTS } },
    who({ guestType: 'serviceProvider', homeTenant: 't1' }),
    'allow',
  ],
  [{ users: { includeGuestsOrExternalUsers: GUESTS } }, who({ guestType: undefined }), 'unknown'],
  [{ users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'alien' } } }, {}, 'allow'],
  [
    { users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'alien' } } },
    who({ guestType: 'internalGuest' }),
    'unknown',
  ],
  [
    {
      users: {
        includeUsers: ['All'],
        excludeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'internalGuest',
          externalTenants: { membershipKind: 'some', members: ['t1'] },
        },
      },
    },
    who({ guestType: 'internalGuest', homeTenant: 't1' }),
    'unknown',
  ],
  [
    { users: { includeGuestsOrExternalUsers: { externalTenants: { membershipKind: 'all' } } } },
    who({ guestType: 'internalGuest' }),
    'unknown',
  ],
  [
    { users: { includeUsers: ['All'], excludeGuestsOrExternalUsers: GUESTS } },
    who({ guestType: 'internalGuest', homeTenant: 't1' }),
    'allow',
  ],
  // Applications, user actions, authentication contexts.
  [{ applications: { includeApplications: [APP] } }, {}, 'block'],
  [{ applications: { includeApplications: [APP.toUpperCase()] } }, {}, 'block'],
  [{ applications: { includeApplications: [OTHER_APP] } }, {}, 'allow'],
  [{ applications: { includeApplications: ['None'] } }, {}, 'allow'],
  [{ applications: { includeApplications: ['All'], excludeApplications: [APP] } }, {}, 'allow'],
  [
    { applications: { includeApplications: ['All'], excludeApplications: [APP] } },
    { target: { kind: 'application', applications: [{ id: APP }, { id: OTHER_APP }] } },
    'block',
  ],
  [{ applications: { includeApplications: ['Office365'] } }, app('00000002-0000-0ff1-ce00-000000000000'), 'block'],
  [{ applications: { includeApplications: ['Office365'] } }, app('d32c68ad-72d2-4acb-a0c7-46bb2cf93873'), 'allow'],
  [{ applications: { includeApplications: ['Office365'] } }, {}, 'unknown'],
  [
    { applications: { includeApplications: ['AllAgentIdResources'] } },
    app('d32c68ad-72d2-4acb-a0c7-46bb2cf93873'),
    'unknown',
  ],
  [
    { applications: { includeApplications: ['Microsoft Activity Feed Service'] } },
    app('d32c68ad-72d2-4acb-a0c7-46bb2cf93873'),
    'block',
  ],
  [
    { applications: { includeApplications: ['All'] } },
    { target: { kind: 'userAction', action: 'urn:user:registerdevice' } },
    'allow',
  ],
  [
    { applications: { includeUserActions: ['urn:user:registerdevice'] } },
    { target: { kind: 'userAction', action: 'urn:user:registerdevice' } },
    'block',
  ],
  [{ applications: { includeUserActions: ['urn:user:registerdevice'] } }, {}, 'allow'],
  [
    { applications: { includeApplications: ['All'] } },
    { target: { kind: 'authenticationContext', value: 'c1' } },
    'allow',
  ],
  [
    { applications: { includeAuthenticationContextClassReferences: ['c1', 'c2'] } },
    { target: { kind: 'authenticationContext', value: 'c2' } },
    'block',
  ],
  [
    {
      applications: {
        includeApplications: ['All'],
        applicationFilter: { mode: 'exclude', rule: 'CustomSecurityAttribute.Ca_Tier -eq "low"' },
      },
    },
    { target: { kind: 'application', applications: [{ id: APP, attributes: () => 'low' }] } },
    'allow',
  ],
  [
    { applications: { applicationFilter: { mode: 'include', rule: 'CustomSecurityAttribute.Ca_Tier -eq "high"' } } },
    { target: { kind: 'application', applications: [{ id: APP, attributes: () => 'high' }] } },
    'block',
  ],
  [
    { applications: { applicationFilter: { mode: 'include', rule: 'CustomSecurityAttribute.Ca_Tier -eq "high"' } } },
    {},
    'unknown',
  ],
  // Client apps and platforms.
  [{ clientAppTypes: [] }, {}, 'block'],
  [{ clientAppTypes: ['browser'] }, {}, 'allow'],
  [{ clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] }, {}, 'block'],
  [{ clientAppTypes: ['browser'] }, { clientApp: undefined }, 'unknown'],
  [{ clientAppTypes: ['exchangeActiveSync'] }, { clientApp: 'easSupported' }, 'block'],
  [{ platforms: { includePlatforms: ['windows'] } }, {}, 'block'],
  [{ platforms: { includePlatforms: ['all'], excludePlatforms: ['windows'] } }, {}, 'allow'],
  [{ platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] } }, { platform: 'other' }, 'block'],
  [{ platforms: { includePlatforms: ['all'] } }, { platform: undefined }, 'block'],
  [{ platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] } }, { platform: undefined }, 'unknown'],
  // Locations.
  [{ locations: { includeLocations: ['All'], excludeLocations: [OFFICE] } }, {}, 'block'],
  [
    { locations: { includeLocations: ['All'], excludeLocations: [OFFICE] } },
    at({ ipAddress: '203.0.113.200' }),
    'allow',
  ],
  [
    { locations: { includeLocations: ['All'], excludeLocations: [OFFICE] } },
    at({ ipAddress: '2001:db8:1::9' }),
    'allow',
  ],
  [{ locations: { includeLocations: ['All'], excludeLocations: [OFFICE] } }, at({}), 'unknown'],
  [
    { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    at({ ipAddress: '203.0.113.200' }),
    'allow',
  ],
  [{ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }, at({ isTrusted: true }), 'allow'],
  [{ locations: { includeLocations: ['AllTrusted'] } }, {}, 'allow'],
  [{ locations: { includeLocations: [COUNTRIES] } }, at({ country: 'be' }), 'block'],
  [{ locations: { includeLocations: [COUNTRIES] } }, at({ country: 'US' }), 'allow'],
  [{ locations: { includeLocations: [COUNTRIES] } }, at({ country: null }), 'block'],
  [{ locations: { includeLocations: ['not exported'] } }, {}, 'unknown'],
  [{ locations: { includeLocations: [], excludeLocations: [] } }, {}, 'block'],
  // Device filters and the states before them.
  [filter('exclude', 'device.isCompliant -eq True'), {}, 'block'],
  [
    filter('exclude', 'device.isCompliant -eq True'),
    { device: { isRegistered: true, attributes: { iscompliant: true } } },
    'allow',
  ],
  [filter('exclude', 'device.isCompliant -eq True'), { device: UNREGISTERED }, 'block'],
  [filter('exclude', 'device.isCompliant -ne True'), { device: UNREGISTERED }, 'allow'],
  [filter('include', 'device.isCompliant -ne True'), { device: UNREGISTERED }, 'block'],
  [filter('include', 'device.isCompliant -eq True'), { device: UNREGISTERED }, 'allow'],
  [filter('include', 'device.isCompliant -ne True'), { device: undefined }, 'unknown'],
  [{ devices: { includeDevices: ['All'], excludeDevices: ['Compliant', 'DomainJoined'] } }, {}, 'block'],
  [
    { deviceStates: { includeStates: ['All'], excludeStates: ['DomainJoined'] } },
    { device: { ...JOINED, attributes: { trusttype: 'ServerAD' } } },
    'allow',
  ],
  // Risks and flows.
  [{ userRiskLevels: ['high'] }, {}, 'allow'],
  [{ userRiskLevels: ['medium', 'high'] }, { userRisk: 'high' }, 'block'],
  [{ signInRiskLevels: ['high'] }, { signInRisk: undefined }, 'unknown'],
  [{ insiderRiskLevels: 'minor,elevated' }, { insiderRisk: 'elevated' }, 'block'],
  [{ insiderRiskLevels: 'minor,elevated' }, { insiderRisk: 'moderate' }, 'allow'],
  [
    { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
    { transferMethod: 'deviceCodeFlow' },
    'block',
  ],
  [
    { authenticationFlows: { transferMethods: 'authenticationTransfer' } },
    { transferMethod: 'deviceCodeFlow' },
    'allow',
  ],
];

test('conditions match the sign-ins they should, and no others', () => {
  for (const [conditions, signIn, verdict] of CONDITIONS) {
    assert.equal(verdictOn(policyJson({ conditions }), signIn), verdict, JSON.stringify([conditions, signIn]));
  }
});

const grant = (operator: string, ...builtInControls: readonly string[]): JsonObject => ({
  grantControls: { operator, builtInControls },
});
const strength = (more: JsonObject): JsonObject => ({
  grantControls: { operator: 'OR', authenticationStrength: more },
});
const shown = (...methods: readonly string[]): Partial<SignIn> => ({ proof: { ...SIGN_IN.proof, methods } });
const COMPLIANT = { device: { isRegistered: true, attributes: { iscompliant: true, trusttype: 'AzureAD' } } };
const frequency = (more: JsonObject): JsonObject => ({
  grantControls: null,
  sessionControls: { signInFrequency: { isEnabled: true, ...more } },
});
const aged = (secondsSinceSignIn: number | undefined): Partial<SignIn> => ({
  proof: { ...SIGN_IN.proof, secondsSinceSignIn },
});

const CONTROLS: readonly (readonly [policy: JsonObject, signIn: Partial<SignIn>, verdict: Verdict])[] = [
  [grant('OR', 'mfa'), {}, 'interaction'],
  [grant('OR', 'mfa'), shown('password', 'sms'), 'allow'],
  [grant('OR', 'mfa'), shown('sms'), 'interaction'],
  [grant('OR', 'mfa'), shown('windowsHelloForBusiness'), 'allow'],
  [grant('OR', 'mfa'), { proof: {} }, 'unknown'],
  [grant('OR', 'compliantDevice'), {}, 'block'],
  [grant('OR', 'compliantDevice'), COMPLIANT, 'allow'],
  [grant('OR', 'compliantDevice'), { device: UNREGISTERED }, 'block'],
  [grant('OR', 'compliantDevice'), { device: undefined }, 'unknown'],
  [
    grant('OR', 'compliantDevice', 'domainJoinedDevice'),
    { device: { isRegistered: true, attributes: { iscompliant: false, trusttype: 'ServerAD' } } },
    'allow',
  ],
  [grant('AND', 'compliantDevice', 'domainJoinedDevice'), COMPLIANT, 'block'],
  [grant('OR', 'mfa', 'compliantDevice'), {}, 'interaction'],
  [grant('OR', 'mfa', 'compliantDevice'), COMPLIANT, 'allow'],
  [grant('AND', 'mfa', 'compliantDevice'), COMPLIANT, 'interaction'],
  [grant('AND', 'mfa', 'compliantDevice'), shown('fido2'), 'block'],
  [grant('OR', 'block', 'mfa'), shown('fido2'), 'block'],
  [grant('OR', 'approvedApplication', 'compliantApplication'), {}, 'block'],
  [grant('OR', 'compliantApplication'), { proof: { ...SIGN_IN.proof, isProtectedApplication: true } }, 'allow'],
  [grant('AND', 'mfa', 'passwordChange'), shown('fido2'), 'interaction'],
  [grant('OR', 'riskRemediation'), {}, 'interaction'],
  [strength({ id: '00000000-0000-0000-0000-000000000004' }), shown('password', 'sms'), 'interaction'],
  [strength({ id: '00000000-0000-0000-0000-000000000004' }), shown('fido2'), 'allow'],
  [strength({ displayName: 'Passwordless MFA' }), shown('deviceBasedPush'), 'allow'],
  [strength({ id: 'nobody exported it' }), shown('fido2'), 'unknown'],
  [strength({ allowedCombinations: ['password,hardwareOath'] }), shown('hardwareOath', 'password'), 'allow'],
  [strength({ allowedCombinations: ['password,hardwareOath'] }), shown('hardwareOath'), 'interaction'],
  [
    strength({
      allowedCombinations: ['fido2'],
      combinationConfigurations: [{ appliesToCombinations: ['fido2'], allowedAAGUIDs: ['x'] }],
    }),
    shown('fido2'),
    'unknown',
  ],
  [{ grantControls: { operator: 'OR', termsOfUse: ['t1'] } }, {}, 'interaction'],
  [{ grantControls: { operator: 'OR', termsOfUse: ['t1'] } }, { proof: { acceptedTerms: ['t1'] } }, 'allow'],
  [{ grantControls: { operator: 'OR', customAuthenticationFactors: ['duo'] } }, {}, 'interaction'],
  [frequency({ value: 4, type: 'hours' }), aged(4 * 3600), 'allow'],
  [frequency({ value: 4, type: 'hours' }), aged(4 * 3600 + 1), 'interaction'],
  [frequency({ value: 2, type: 'days' }), aged(172_801), 'interaction'],
  [frequency({ frequencyInterval: 'everyTime' }), aged(299), 'allow'],
  [frequency({ frequencyInterval: 'everyTime' }), aged(301), 'interaction'],
  [frequency({ value: 4, type: 'hours' }), aged(undefined), 'unknown'],
  [frequency({ isEnabled: false, value: 4, type: 'hours' }), aged(999_999), 'allow'],
  [{ grantControls: null, sessionControls: { secureSignInSession: { isEnabled: true } } }, {}, 'block'],
  [{ grantControls: null, sessionControls: { persistentBrowser: { isEnabled: true, mode: 'never' } } }, {}, 'allow'],
  [{ grantControls: null, sessionControls: null }, {}, 'allow'],
  [{ ...grant('OR', 'block'), state: 'disabled' }, {}, 'allow'],
  [{ ...grant('OR', 'block'), state: 'enabledForReportingButNotEnforced' }, {}, 'allow'],
  [{ ...grant('OR', 'block'), state: 'onFridays' }, {}, 'block'],
];

test('controls are met, asked for, or refuse', () => {
  for (const [policy, signIn, verdict] of CONTROLS) {
    assert.equal(verdictOn(policyJson(policy), signIn), verdict, JSON.stringify([policy, signIn]));
  }
});

test('every policy has a result in Graph’s words', () => {
  const states = ['enabled', 'enabledForReportingButNotEnforced', 'disabled'];
  const results = (controls: JsonObject, signIn: Partial<SignIn> = {}): readonly string[] =>
    evaluate(tenantWith(...states.map((state) => policyJson({ ...controls, state }))), {
      ...SIGN_IN,
      ...signIn,
    }).policies.map(({ result }) => result);
  assert.deepEqual(results(grant('OR', 'block')), ['failure', 'reportOnlyFailure', 'notEnabled']);
  assert.deepEqual(results(grant('OR', 'mfa')), ['failure', 'reportOnlyInterrupted', 'notEnabled']);
  assert.deepEqual(results(grant('OR', 'mfa'), shown('fido2')), ['success', 'reportOnlySuccess', 'notEnabled']);
  assert.deepEqual(results({ ...grant('OR', 'block'), conditions: { clientAppTypes: ['other'] } }), [
    'notApplied',
    'reportOnlyNotApplied',
    'notEnabled',
  ]);
  assert.deepEqual(results(grant('OR', 'compliantDevice'), { device: undefined }), [
    'unknown',
    'unknown',
    'notEnabled',
  ]);
});

test('all conditions are judged, whatever the first one says', () => {
  const conditions = {
    users: { includeUsers: ['None'] },
    clientAppTypes: ['browser'],
    platforms: { includePlatforms: ['iOS'] },
    userRiskLevels: ['high'],
  };
  const [policy] = evaluate(tenantWith(policyJson({ conditions })), SIGN_IN).policies;
  const against = policy?.conditions.filter(({ matches }) => matches === 'no').map(({ condition }) => condition);
  assert.deepEqual(against, ['users', 'clientApps', 'devicePlatform', 'userRisk']);
});

test('what is missing is named', () => {
  const conditions = {
    users: { includeUsers: ['All'], excludeGroups: [STAFF] },
    locations: { includeLocations: ['All'], excludeLocations: [COUNTRIES] },
  };
  const unknown = { ...who({ groups: undefined }), place: {} };
  const [policy] = evaluate(tenantWith(policyJson({ conditions })), { ...SIGN_IN, ...unknown }).policies;
  assert.deepEqual(policy?.needs, [`membership of group All staff (${STAFF})`, 'the country of the IP address']);
});

test('why a condition matches or not is said in words', () => {
  const wordsFor = (conditions: JsonObject, condition: string): string | undefined =>
    evaluate(tenantWith(policyJson({ conditions })), SIGN_IN).policies[0]?.conditions.find(
      (it) => it.condition === condition,
    )?.because;
  assert.equal(
    wordsFor({ users: { includeUsers: ['All'], excludeGroups: [STAFF] } }, 'users'),
    `excludes group All staff (${STAFF})`,
  );
  assert.equal(wordsFor({ users: { includeGroups: [STAFF] } }, 'users'), `includes group All staff (${STAFF})`);
  assert.equal(
    wordsFor({ platforms: { includePlatforms: ['iOS', 'android'] } }, 'devicePlatform'),
    'names iOS, android',
  );
  assert.equal(
    wordsFor({ users: { includeUsers: ['All'], excludeGroups: ['X'] } }, 'users'),
    'includes all users, and excludes only group X',
  );
});

test('a place is outside of all trusted locations only if these are all at hand', () => {
  const tenant = tenantWith(
    policyJson({ conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } } }),
  );
  assert.equal(evaluate(tenant, SIGN_IN).verdict, 'block');
  assert.equal(evaluate({ ...tenant, hasAllLocations: false }, SIGN_IN).verdict, 'unknown');
});

test('workload identities are caught by their own assignment and by no user’s', () => {
  const identity = { kind: 'servicePrincipal', id: APP, isOwn: true } as const;
  const signIn = { identity, place: {}, target: SIGN_IN.target };
  const workload = (clientApplications: JsonObject): JsonObject =>
    policyJson({ conditions: { users: { includeUsers: ['None'] }, clientApplications } });
  assert.equal(verdictOn(policyJson(), signIn), 'allow');
  assert.equal(verdictOn(workload({ includeServicePrincipals: ['ServicePrincipalsInMyTenant'] }), signIn), 'block');
  assert.equal(
    verdictOn(
      workload({ includeServicePrincipals: ['ServicePrincipalsInMyTenant'], excludeServicePrincipals: [APP] }),
      signIn,
    ),
    'allow',
  );
  assert.equal(verdictOn(workload({ includeServicePrincipals: [OTHER_APP] }), signIn), 'allow');
  assert.equal(
    verdictOn(
      workload({ servicePrincipalFilter: { mode: 'include', rule: 'CustomSecurityAttribute.Ca_Tier -eq "x"' } }),
      signIn,
    ),
    'unknown',
  );
  assert.equal(verdictOn(workload({ includeServicePrincipals: [APP] })), 'allow');
});

test('a request for nothing but sign-in scopes is judged as the directory', () => {
  const directory = '00000002-0000-0000-c000-000000000000';
  assert.equal(judgedApplication(APP, ['openid', 'Profile', 'https://graph.microsoft.com/User.Read']), directory);
  assert.equal(judgedApplication(APP, ['openid', 'Mail.Read']), APP);
  assert.equal(judgedApplication(APP, ['openid', 'api://backup/User.Read']), APP);
  assert.equal(judgedApplication(APP, undefined), APP);
  assert.equal(judgedApplication(APP, []), APP);
});

test('the session is the strictest of all policies that apply', () => {
  const session = (sessionControls: JsonObject): JsonObject => policyJson({ grantControls: null, sessionControls });
  const tenant = tenantWith(
    session({
      signInFrequency: { isEnabled: true, value: 1, type: 'days' },
      persistentBrowser: { isEnabled: true, mode: 'always' },
    }),
    session({
      signInFrequency: { isEnabled: true, value: 9, type: 'hours' },
      persistentBrowser: { isEnabled: true, mode: 'never' },
      cloudAppSecurity: { isEnabled: true },
    }),
    {
      ...session({ signInFrequency: { isEnabled: true, value: 1, type: 'hours' } }),
      state: 'enabledForReportingButNotEnforced',
    },
  );
  assert.deepEqual(evaluate(tenant, SIGN_IN).session, {
    maxSecondsSinceSignIn: 9 * 3600,
    persistentBrowser: 'never',
    others: ['cloudAppSecurity'],
  });
  const unsure = { ...session({ signInFrequency: { isEnabled: true, value: 2, type: 'hours' } }) };
  const perhaps = tenantWith({
    ...unsure,
    conditions: { ...(unsure['conditions'] as JsonObject), clientAppTypes: ['new'] },
  });
  assert.equal(evaluate(perhaps, SIGN_IN).session.maxSecondsSinceSignIn, 7200);
});
