// Policies in, policies out: verbatim, in whatever shape exports have, with every unknown and every broken part named.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../src/domain/conditional-access/evaluate.ts';
import { isMalformed, kindOf } from '../../src/domain/conditional-access/finding.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { parseNamedLocation } from '../../src/domain/conditional-access/named-location.ts';
import { parsePolicy, serializePolicy } from '../../src/domain/conditional-access/parse-policy.ts';
import { readExports, tenantFromExports } from '../../src/domain/conditional-access/read-exports.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { arbitraryPolicy, policyJson, SIGN_IN, tenantWith, verdictOn } from './fixtures.ts';

const found = (json: Json): readonly string[] => parsePolicy(json).findings.map(({ code, path }) => `${code} ${path}`);

test('what nobody knows is named with its path, and applies wherever it may', () => {
  const table: readonly (readonly [policy: JsonObject, finding: string])[] = [
    [policyJson({ conditions: { mood: { is: 'bad' } } }), 'unknown-member $.conditions.mood'],
    [policyJson({ conditions: { times: { includeAllTimes: true } } }), 'not-evaluated $.conditions.times'],
    [
      policyJson({ conditions: { users: { includeUsers: ['All'], includeMoods: ['bad'] } } }),
      'unknown-member $.conditions.users.includeMoods',
    ],
    [
      policyJson({ conditions: { platforms: { includePlatforms: ['chromeOS'] } } }),
      'unknown-value $.conditions.platforms.includePlatforms[0]',
    ],
    [policyJson({ partialEnablementStrategy: { percent: 5 } }), 'not-evaluated $.partialEnablementStrategy'],
    [
      policyJson({ grantControls: { operator: 'OR', builtInControls: ['retinaScan'] } }),
      'unknown-value $.grantControls.builtInControls[0]',
    ],
    [
      policyJson({ grantControls: { operator: 'OR', builtInControls: ['mfa'], oath: true } }),
      'unknown-member $.grantControls.oath',
    ],
    [
      policyJson({ grantControls: null, sessionControls: { recording: { isEnabled: true } } }),
      'unknown-member $.sessionControls.recording',
    ],
    [
      policyJson({ conditions: { devices: { deviceFilter: { mode: 'include', rule: 'device.mood -eq "bad"' } } } }),
      'unknown-attribute $.conditions.devices.deviceFilter',
    ],
  ];
  for (const [policy, finding] of table) {
    assert.deepEqual(found(policy), [finding]);
    const { verdict, enforced } = evaluate(tenantWith(policy), { ...SIGN_IN, platform: 'android' });
    assert.deepEqual([verdict, enforced], ['unknown', 'block'], finding);
  }
});

test('what is broken is named with its path, and refuses wherever it may apply', () => {
  const table: readonly (readonly [policy: Json, finding: string])[] = [
    ['a policy', 'not-an-object $'],
    [policyJson({ state: 1 }), 'wrong-type $.state'],
    [{ displayName: 'x', state: 'enabled' }, 'missing-member $.conditions.users'],
    [{ ...policyJson(), conditions: { users: { includeUsers: ['All'] } } }, 'missing-member $.conditions.applications'],
    [policyJson({ conditions: { users: 'All' } }), 'not-an-object $.conditions.users'],
    [policyJson({ conditions: { users: { includeUsers: 'All' } } }), 'wrong-type $.conditions.users.includeUsers'],
    [
      policyJson({ conditions: { users: { includeUsers: ['All', 7] } } }),
      'wrong-type $.conditions.users.includeUsers[1]',
    ],
    [policyJson({ Conditions: { users: { includeUsers: ['None'] } } }), 'ambiguous-member $.conditions'],
    [
      policyJson({ conditions: { devices: { deviceFilter: { mode: 'exclude', rule: 'device.model -eq' } } } }),
      'bad-rule $.conditions.devices.deviceFilter.rule',
    ],
    [
      policyJson({ grantControls: { builtInControls: ['mfa', 'compliantDevice'] } }),
      'missing-member $.grantControls.operator',
    ],
    [
      policyJson({ sessionControls: { signInFrequency: { isEnabled: true, value: 4 } } }),
      'missing-member $.sessionControls.signInFrequency',
    ],
  ];
  for (const [json, finding] of table) {
    const policy = parsePolicy(json);
    assert.ok(policy.isMalformed && isMalformed(policy.findings), finding);
    assert.ok(found(json).includes(finding), `${finding} in ${found(json).join()}`);
    assert.equal(evaluate(tenantWith(json), SIGN_IN).enforced, 'block', finding);
  }
  const disabled = policyJson({ state: 'disabled', conditions: { users: 'All' } });
  assert.equal(evaluate(tenantWith(disabled), SIGN_IN).enforced, 'none');
});

test('what nobody knows inside of a control or a filter is named too', () => {
  const table: readonly (readonly [policy: JsonObject, finding: string])[] = [
    [
      policyJson({ sessionControls: { persistentBrowser: { isEnabled: true, mode: 'sometimes' } } }),
      'unknown-value $.sessionControls.persistentBrowser.mode',
    ],
    [
      policyJson({ sessionControls: { cloudAppSecurity: { isEnabled: true, colour: 'red' } } }),
      'unknown-member $.sessionControls.cloudAppSecurity.colour',
    ],
    [
      policyJson({ sessionControls: { signInFrequency: { isEnabled: true, frequencyInterval: 'rarely' } } }),
      'unknown-value $.sessionControls.signInFrequency.frequencyInterval',
    ],
  ];
  for (const [policy, finding] of table) assert.deepEqual(found(policy), [finding]);
  const filter = (more: JsonObject): JsonObject =>
    policyJson({
      conditions: {
        applications: { includeApplications: ['All'], applicationFilter: { rule: 'x.y -eq "z"', ...more } },
      },
    });
  assert.equal(verdictOn(filter({ mode: 'perhaps' })), 'unknown');
  assert.ok(parsePolicy(filter({})).isMalformed);
  const tenants = { membershipKind: 'some', members: ['t1'] };
  const guests = { guestOrExternalUserTypes: 'internalGuest', externalTenants: tenants };
  const excluding = policyJson({
    conditions: { users: { includeUsers: ['All'], excludeGuestsOrExternalUsers: guests } },
  });
  assert.deepEqual(found(excluding), [
    'unknown-value $.conditions.users.excludeGuestsOrExternalUsers.externalTenants.membershipKind',
  ]);
});

test('of two members that differ in case the one that says something counts', () => {
  const { conditions, ...rest } = policyJson({ conditions: { users: { includeUsers: ['None'] } } });
  assert.deepEqual(found({ Conditions: conditions ?? null, ...rest, conditions: null }), []);
  assert.equal(verdictOn({ Conditions: conditions ?? null, ...rest, conditions: null }), 'allow');
});

test('without all named locations nobody is outside of all trusted ones', () => {
  const policy = policyJson({
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
  });
  const referring = policyJson({ conditions: { locations: { includeLocations: ['somewhere'] } } });
  const location = { id: 'l1', displayName: 'HQ', isTrusted: true, ipRanges: [{ cidrAddress: '203.0.113.0/24' }] };
  const verdictWith = (...all: readonly Json[]): string => {
    const tenant = tenantFromExports(
      readExports(all.map((json, index) => ({ origin: `${index}`, content: { json } }))),
    );
    return evaluate({ ...tenant, policies: tenant.policies.slice(0, 1) }, SIGN_IN).verdict;
  };
  assert.deepEqual(
    [verdictWith(policy), verdictWith(policy, location), verdictWith(policy, location, referring)],
    ['unknown', 'block', 'unknown'],
  );
});

test('a policy that names nobody concerns nobody, and is no error', () => {
  const nobody = policyJson({ conditions: { users: { includeUsers: [] }, applications: { includeApplications: [] } } });
  assert.deepEqual(found(nobody), []);
  assert.equal(verdictOn(nobody), 'allow');
});

test('shapes other tools write mean the same as Graph’s', () => {
  const users = {
    IncludeUsers: ['all'],
    ExcludeUsers: null,
    IncludeGuestsOrExternalUsers: { GuestOrExternalUserTypes: null, ExternalTenants: { MembershipKind: [] } },
  };
  const pascal = {
    DisplayName: 'PowerShell',
    State: 'Enabled',
    AdditionalProperties: {},
    Conditions: {
      ClientAppTypes: ['ALL'],
      Applications: { IncludeApplications: ['all'] },
      Users: users,
      Devices: { DeviceFilter: { Mode: null, Rule: null } },
      Platforms: { IncludePlatforms: ['WINDOWS'] },
    },
    GrantControls: {
      Operator: 'or',
      BuiltInControls: ['Block'],
      AuthenticationStrength: { AllowedCombinations: null, Id: null },
    },
    SessionControls: { SignInFrequency: { IsEnabled: null, Value: null }, PersistentBrowser: { IsEnabled: null } },
  };
  assert.deepEqual(found(pascal), []);
  assert.equal(verdictOn(pascal), 'block');
  assert.equal(verdictOn(pascal, { platform: 'iOS' }), 'allow');
  const decorated = policyJson({
    '@odata.type': '#microsoft.graph.conditionalAccessPolicy',
    'state@odata.type': '#x',
    '#microsoft.graph.restore': { title: 'x' },
  });
  assert.deepEqual(found(decorated), []);

  const documents: readonly Json[] = [
    pascal,
    [pascal, pascal],
    { value: [pascal] },
    { ExportDate: 'today', PolicyConfig: pascal },
    { policies: { value: [pascal] } },
  ];
  for (const json of documents) {
    const { policies } = readExports([{ origin: 'a.json', content: { json } }]);
    assert.deepEqual(new Set(policies.map(({ item }) => item.name)), new Set(['PowerShell']));
    assert.ok(policies.every(({ item }) => item.source === pascal));
  }
});

test('an export is read whole: locations, strengths, names; nothing disappears', () => {
  const location = {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: 'l1',
    displayName: 'HQ',
    ipRanges: [{ cidrAddress: '203.0.113.0/24' }],
    isTrusted: true,
  };
  const policy = policyJson({ conditions: { locations: { includeLocations: ['All'], excludeLocations: ['l1'] } } });
  const exports = readExports([
    { origin: 'p.json', content: { json: policy } },
    { origin: 'l.json', content: { json: { value: [location] } } },
    { origin: 'g.json', content: { json: { id: 'g1', displayName: 'Staff' } } },
    { origin: 'x.json', content: { json: { hello: 'world' } } },
    { origin: 'broken.json', content: { error: 'Unexpected end of JSON input' } },
  ]);
  assert.deepEqual(exports.others, [
    { origin: 'g.json', names: 1 },
    { origin: 'x.json', names: 0 },
  ]);
  assert.deepEqual(
    exports.policies.map(({ origin }) => origin),
    ['p.json', 'broken.json'],
  );
  const tenant = tenantFromExports(exports);
  assert.equal(tenant.names.describe('g1'), 'Staff (g1)');
  assert.ok(tenant.hasAllLocations);
  const [sound, broken] = tenant.policies;
  assert.ok(sound && broken);
  assert.equal(
    evaluate({ ...tenant, policies: [sound] }, { ...SIGN_IN, place: { ipAddress: '203.0.113.1' } }).verdict,
    'allow',
  );
  assert.equal(evaluate({ ...tenant, policies: [broken] }, SIGN_IN).verdict, 'unknown');
  assert.equal(evaluate({ ...tenant, policies: [broken] }, SIGN_IN).enforced, 'block');
});

test('a named location as PowerShell writes it is the same location', () => {
  const inner = {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    isTrusted: true,
    ipRanges: [{ cidrAddress: '203.0.113.0/24' }],
  };
  const json = { Id: 'l1', DisplayName: 'HQ', CreatedDateTime: null, AdditionalProperties: inner };
  const [read] = readExports([{ origin: 'l.json', content: { json } }]).locations;
  assert.deepEqual(
    [read?.item.id, read?.item.name, read?.item.isTrusted, read?.item.place?.kind],
    ['l1', 'HQ', true, 'ip'],
  );
  assert.deepEqual(read?.item.findings, []);
});

test('a named location that can not be read is named and settles nothing', () => {
  const bad = parseNamedLocation({ id: 'l', displayName: 'HQ', ipRanges: [{ cidrAddress: '203.0.113.0/33' }] });
  assert.deepEqual(
    bad.findings.map(({ code, path }) => `${code} ${path}`),
    ['bad-range $.ipRanges[0]', 'unknown-member $'],
  );
  assert.equal(bad.place, undefined);
});

const extra = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).map((name) => `x${name}`),
  fc.jsonValue() as fc.Arbitrary<Json>,
  { maxKeys: 3 },
);

test('members nobody knows travel through unchanged', () => {
  fc.assert(
    fc.property(arbitraryPolicy, extra, extra, (policy, above, inside) => {
      const conditions = { ...(policy['conditions'] as JsonObject), ...inside };
      const text = JSON.stringify({ ...above, ...policy, conditions });
      const tenant = tenantWith(JSON.parse(text) as Json);
      evaluate(tenant, SIGN_IN);
      assert.deepEqual(
        tenant.policies.map((it) => JSON.stringify(serializePolicy(it))),
        [text],
      );
    }),
  );
});

test('no JSON whatever makes reading or evaluating throw', () => {
  const member = fc.constantFrom(
    'state',
    'conditions',
    'grantControls',
    'sessionControls',
    'users',
    'includeUsers',
    'applications',
    'devices',
    'deviceFilter',
    'rule',
    'mode',
    'locations',
    'operator',
    'builtInControls',
    'authenticationStrength',
    'signInFrequency',
    '__proto__',
    'value',
    'ipRanges',
  );
  const json = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<Json>(null, '', 'All', 'enabled', 7, true),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(member, tie('json'), { maxKeys: 5 }),
    ),
  })).json;
  fc.assert(
    fc.property(fc.oneof(json, fc.jsonValue() as fc.Arbitrary<Json>), (anything) => {
      const { policies } = readExports([{ origin: 'any.json', content: { json: anything } }]);
      const tenant = tenantWith(anything, ...policies.map(({ item }) => item.source));
      const { enforced } = evaluate(tenant, SIGN_IN);
      const wrong = tenant.policies.some(
        ({ isMalformed: bad, state }) => bad && state !== 'disabled' && state !== 'enabledForReportingButNotEnforced',
      );
      assert.ok(!wrong || enforced === 'block');
      for (const { findings } of tenant.policies)
        for (const finding of findings)
          assert.match(`${kindOf(finding)} ${finding.path}`, /^(malformed|unknown|notice) \$/);
    }),
    { numRuns: 500 },
  );
  let deep: Json = 'x';
  for (let depth = 0; depth < 20_000; depth += 1) deep = { conditions: deep };
  assert.equal(evaluate(tenantWith(deep), SIGN_IN).enforced, 'block');
  assert.equal(readExports([{ origin: 'deep.json', content: { json: deep } }]).others.length, 1);
});
