// Graph's What If, in its own words: what a request says, what a result says, and what the token endpoint would answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UNREGISTERED } from '../../src/domain/conditional-access/device.ts';
import { evaluate } from '../../src/domain/conditional-access/evaluate.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import type { SignIn } from '../../src/domain/conditional-access/sign-in.ts';
import {
  authenticationContextChallenge,
  type Endpoint,
  tokenError,
  tokenErrors,
} from '../../src/domain/conditional-access/token-error.ts';
import { parseWhatIfRequest } from '../../src/domain/conditional-access/what-if-request.ts';
import { ANALYSIS_REASONS, whatIfResults } from '../../src/domain/conditional-access/what-if-result.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { ADA, APP, JOINED, OFFICE, policyJson, SIGN_IN, STAFF, tenantWith } from './fixtures.ts';

const REQUEST: JsonObject = {
  signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: ADA },
  signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: [APP] },
  signInConditions: {
    devicePlatform: 'Windows',
    clientAppType: 'mobileAppsAndDesktopClients',
    signInRiskLevel: 'none',
    country: 'US',
    ipAddress: '198.51.100.7',
    authenticationFlow: { transferMethod: 'none' },
    deviceInfo: { isCompliant: false, trustType: 'AzureAD', extensionAttribute1: null, ownership: 'Company' },
  },
  appliedPoliciesOnly: true,
};

test('a request becomes a sign-in; what it leaves out is not known', () => {
  assert.deepEqual(parseWhatIfRequest(REQUEST), {
    ok: true,
    value: {
      appliedPoliciesOnly: true,
      signIn: {
        identity: { kind: 'user', id: ADA, guestType: undefined, homeTenant: undefined },
        target: { kind: 'application', applications: [{ id: APP }] },
        platform: 'windows',
        clientApp: 'mobileAppsAndDesktopClients',
        signInRisk: 'none',
        userRisk: undefined,
        servicePrincipalRisk: undefined,
        insiderRisk: undefined,
        transferMethod: 'none',
        place: { ipAddress: '198.51.100.7', country: 'US', gpsCountry: 'US' },
        device: { attributes: { iscompliant: false, trusttype: 'AzureAD', deviceownership: 'Company' } },
        proof: {},
      },
    },
  });
  const signInOf = (more: JsonObject): SignIn | undefined => {
    const parsed = parseWhatIfRequest({ ...REQUEST, ...more });
    return parsed.ok ? parsed.value.signIn : undefined;
  };
  const context = (type: string, more: JsonObject): JsonObject => ({
    signInContext: { '@odata.type': `#microsoft.graph.${type}`, ...more },
  });
  assert.deepEqual(signInOf(context('userActionContext', { userAction: 'registerOrJoinDevices' }))?.target, {
    kind: 'userAction',
    action: 'urn:user:registerdevice',
  });
  assert.deepEqual(signInOf(context('authContext', { authenticationContextValue: 'c3' }))?.target, {
    kind: 'authenticationContext',
    value: 'c3',
  });
  const workload = {
    signInIdentity: { '@odata.type': '#microsoft.graph.servicePrincipalSignIn', servicePrincipalId: APP },
  };
  assert.deepEqual(signInOf(workload)?.identity, { kind: 'servicePrincipal', id: APP });
});

test('a request that can not be read says where', () => {
  const table: readonly (readonly [request: Json, path: string])[] = [
    ['x', '$'],
    [{ ...REQUEST, signInIdentity: null }, '$.signInIdentity'],
    [{ ...REQUEST, signInConditions: { devicePlatform: 'amiga' } }, '$.signInConditions.devicePlatform'],
    [{ ...REQUEST, signInConditions: { deviceInfo: { mood: 'bad' } } }, '$.signInConditions.deviceInfo.mood'],
    [{ ...REQUEST, signInConditions: { deviceInfo: { model: 7 } } }, '$.signInConditions.deviceInfo.model'],
    [{ ...REQUEST, surprise: true }, '$.surprise'],
    [
      { ...REQUEST, signInContext: { '@odata.type': '#microsoft.graph.userActionContext', userAction: 'dance' } },
      '$.signInContext.userAction',
    ],
  ];
  for (const [request, path] of table) {
    const parsed = parseWhatIfRequest(request);
    assert.ok(!parsed.ok && parsed.error.some((finding) => finding.path === path), JSON.stringify(parsed));
  }
});

test('no JSON makes reading a request throw', () => {
  const member = fc.constantFrom(
    'signInIdentity',
    'signInContext',
    'signInConditions',
    'deviceInfo',
    '@odata.type',
    'includeApplications',
    'authenticationFlow',
  );
  const json = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, 7, '#microsoft.graph.userActionContext', '#microsoft.graph.authContext'),
      fc.array(tie('json'), { maxLength: 2 }),
      fc.dictionary(member, tie('json'), { maxKeys: 4 }),
    ),
  })).json;
  fc.assert(
    fc.property(json, (request) => {
      const parsed = parseWhatIfRequest(request);
      if (parsed.ok) evaluate(tenantWith(policyJson()), parsed.value.signIn);
      else assert.ok(parsed.error.length > 0);
    }),
    { numRuns: 500 },
  );
});

test('a result is the stored policy with whether it applies, and every reason why not', () => {
  const office = { locations: { includeLocations: [OFFICE] } };
  const table: readonly (readonly [policy: JsonObject, reasons: string])[] = [
    [policyJson(), 'notSet'],
    [policyJson({ state: 'enabledForReportingButNotEnforced' }), 'notSet'],
    [policyJson({ state: 'disabled' }), 'policyNotEnabled'],
    [policyJson({ conditions: { users: { includeUsers: ['None'] } } }), 'users'],
    [
      policyJson({ conditions: { users: { includeUsers: ['None'] }, clientAppTypes: ['browser'], ...office } }),
      'users,clientApps,location',
    ],
    [
      policyJson({ conditions: { applications: { includeApplications: ['None'] }, userRiskLevels: ['high'] } }),
      'application,userRisk',
    ],
    [
      policyJson({
        conditions: {
          platforms: { includePlatforms: ['iOS'] },
          authenticationFlows: { transferMethods: 'deviceCodeFlow' },
        },
      }),
      'devicePlatform,authenticationFlow',
    ],
    [
      policyJson({
        conditions: { devices: { deviceFilter: { mode: 'exclude', rule: 'device.trustType -eq "AzureAD"' } } },
      }),
      'devices',
    ],
    [policyJson({ conditions: { users: { includeGroups: ['somebody else'] } } }), 'notEnoughInformation'],
    [
      policyJson({ conditions: { users: { includeGroups: ['somebody else'] }, clientAppTypes: ['browser'] } }),
      'clientApps',
    ],
    [policyJson({ grantControls: null }), 'emptyPolicy'],
    [policyJson({ conditions: { users: 'All' } }), 'invalidPolicy'],
    [
      policyJson({ conditions: { devices: { deviceFilter: { mode: 'exclude', rule: 'no rule' } } } }),
      'invalidCondition',
    ],
  ];
  const signIn: SignIn = {
    ...SIGN_IN,
    identity: { ...SIGN_IN.identity, groups: [STAFF.replace('5', '6')] } as SignIn['identity'],
  };
  for (const [policy, reasons] of table) {
    const evaluation = evaluate(tenantWith(policy), signIn);
    const applies = reasons === 'notSet';
    assert.deepEqual(whatIfResults(evaluation, false), [
      { ...policy, policyApplies: applies, analysisReasons: reasons },
    ]);
    assert.equal(whatIfResults(evaluation, true).length, applies ? 1 : 0);
  }
  // Graph's flags: each a bit of its own.
  const values = Object.values(ANALYSIS_REASONS);
  assert.equal(
    values.reduce<number>((sum, value) => sum | value, 0),
    2 ** 19 - 1,
  );
  assert.equal(new Set(values).size, 20);
});

const controls = (operator: string, ...builtInControls: readonly string[]): JsonObject =>
  policyJson({ grantControls: { operator, builtInControls } });

test('the token endpoint answers with the documented code and a challenge that names the policies', () => {
  const frequency = policyJson({
    grantControls: null,
    sessionControls: { signInFrequency: { isEnabled: true, value: 1, type: 'hours' } },
  });
  const rows: readonly (readonly [policy: JsonObject, signIn: Partial<SignIn>, endpoint: Endpoint, answer: string])[] =
    [
      [policyJson(), {}, 'token', '53003 invalid_grant message_only'],
      [policyJson(), {}, 'authorize', '53003 access_denied message_only'],
      [controls('OR', 'mfa'), {}, 'token', '50076 invalid_grant basic_action'],
      [controls('OR', 'mfa'), {}, 'authorize', '50076 interaction_required basic_action'],
      [controls('OR', 'compliantDevice', 'domainJoinedDevice'), {}, 'token', '53000 invalid_grant message_only'],
      [controls('OR', 'compliantDevice'), { device: UNREGISTERED }, 'token', '530003 invalid_grant message_only'],
      [controls('OR', 'compliantDevice'), { device: undefined }, 'token', '50097 invalid_grant message_only'],
      [controls('OR', 'compliantDevice'), { platform: 'other' }, 'token', '50005 invalid_grant message_only'],
      [controls('OR', 'domainJoinedDevice'), {}, 'token', '53001 invalid_grant message_only'],
      [controls('OR', 'approvedApplication'), {}, 'token', '53002 invalid_grant message_only'],
      [controls('AND', 'mfa', 'compliantDevice'), { device: JOINED }, 'token', '50076 invalid_grant basic_action'],
      [controls('AND', 'mfa', 'passwordChange'), {}, 'token', '50076 invalid_grant basic_action'],
      [
        policyJson({ grantControls: { operator: 'OR', termsOfUse: ['t'] } }),
        {},
        'token',
        '50158 invalid_grant basic_action',
      ],
      [policyJson({ conditions: { users: 'All' } }), {}, 'token', '53003 invalid_grant message_only'],
      [frequency, { proof: { ...SIGN_IN.proof, secondsSinceSignIn: 3601 } }, 'token', '70043 invalid_grant bad_token'],
    ];
  for (const [policy, signIn, endpoint, answer] of rows) {
    const error = tokenError(evaluate(tenantWith(policy), { ...SIGN_IN, ...signIn }), endpoint);
    assert.equal(`${error?.code} ${error?.error} ${error?.suberror}`, answer, JSON.stringify([policy, signIn]));
    const claims: unknown = JSON.parse(error?.claims ?? '');
    assert.deepEqual(claims, { access_token: { capolids: { essential: true, values: [policy['id']] } } });
  }
  assert.equal(
    tokenError(evaluate(tenantWith({ ...policyJson(), state: 'enabledForReportingButNotEnforced' }), SIGN_IN), 'token'),
    undefined,
  );
});

test('what is open is named in Entra’s order, each with its policies; a block stops everything', () => {
  const named = (displayName: string, policy: JsonObject): JsonObject => ({ ...policy, displayName, id: displayName });
  const ask = named('Ask', controls('OR', 'mfa'));
  const comply = named('Comply', controls('AND', 'compliantDevice', 'passwordChange'));
  const either = named('Either', controls('OR', 'compliantDevice', 'mfa'));
  const errorsOf = (...policies: readonly JsonObject[]): readonly unknown[] =>
    tokenErrors(evaluate(tenantWith(...policies), SIGN_IN), 'token').map(({ code, policies: names, isFinal }) => [
      code,
      names,
      isFinal,
    ]);
  assert.deepEqual(errorsOf(comply, ask, either), [
    [50076, ['Ask', 'Either'], false],
    [53000, ['Comply'], true],
    [50142, ['Comply'], false],
  ]);
  assert.deepEqual(errorsOf(ask, named('Refuse', policyJson()), comply), [[53003, ['Refuse'], true]]);
  assert.deepEqual(errorsOf(named('Strange', controls('OR', 'retinaScan')), ask), [[53003, ['Strange'], true]]);
  assert.equal(authenticationContextChallenge('c1'), '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}');
});
