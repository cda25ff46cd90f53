// Conditional Access over Microsoft Graph's routes: what goes in comes out as it was, what is broken is refused by name, and
// What If answers as the engine does, with what the directory knows.

import assert from 'node:assert/strict';
import type { Json } from '../../src/lib/canonical-json.ts';
import { readExports, withoutMalformed } from '../../src/domain/conditional-access/read-exports.ts';
import type { GraphError } from '../../src/protocol/graph-error.ts';
import { importConditionalAccess } from '../../src/server/conditional-access/import-objects.ts';
import { expectOk } from '../database.ts';
import { onEachHouse, ROLE_IDS, type SignedIn } from '../access/signed-in.ts';

type Object = {
  readonly id: string;
  readonly displayName?: string;
  readonly analysisReasons?: string;
  readonly createdDateTime?: string;
  readonly modifiedDateTime?: string | null;
  readonly [member: string]: Json | undefined;
};
type Collection = { readonly value: readonly Object[] };

onEachHouse('an object keeps every member it came with, through changes, and every act is an event', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  for (const { path, given } of [
    { path: POLICIES, given: { ...NEED_COMPLIANT, 'invented@odata.type': '#x', invented: { deep: [1, null, 'ü'] } } },
    { path: LOCATIONS, given: OFFICE },
    { path: STRENGTHS, given: { displayName: 'Keys only', allowedCombinations: ['fido2'], later: true } },
  ]) {
    const made = await administrator.send<Object>('POST', path, given);
    assert.equal(made.status, 201);
    const { id, createdDateTime, modifiedDateTime, ...kept } = ownMembers(made.body);
    assert.deepEqual(kept, given);
    assert.equal(modifiedDateTime, null);

    house.service.advance(1000);
    const changed = await administrator.send('PATCH', `${path}/${id}`, { displayName: 'Other', id: 'ignored' });
    assert.equal(changed.status, 204);
    const after = await administrator.send<Object>('GET', `${path}/${id}`);
    const { modifiedDateTime: at, ...rest } = ownMembers(after.body);
    assert.deepEqual(rest, { ...given, id, createdDateTime, displayName: 'Other' });
    assert.ok((at ?? '') > (createdDateTime ?? ''));

    assert.ok((await list(administrator, path)).some((it) => it.id === id));
    assert.equal((await administrator.send('DELETE', `${path}/${id}`)).status, 204);
    assert.equal((await administrator.send('GET', `${path}/${id}`)).status, 404);
  }
  for (const verb of ['created', 'changed', 'deleted']) {
    const kinds = (await house.events(`conditionalAccess.${verb}`)).map((it) => it.resources[0]?.auditResourceType);
    assert.deepEqual(kinds, ['ConditionalAccessPolicy', 'NamedLocation', 'AuthenticationStrength']);
  }
});

onEachHouse(
  'what no database keeps as text is refused before it gets there, wherever in a body it is',
  async (house) => {
    const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
    for (const noText of ['\ud800', 'a\udfffb', 'a\0b']) {
      for (const given of [
        { ...NEED_COMPLIANT, later: [{ deep: noText }] },
        { ...NEED_COMPLIANT, [noText]: 1 },
      ]) {
        assert.equal((await administrator.send('POST', POLICIES, given)).status, 400, JSON.stringify(noText));
      }
    }
    const escaped = { ...NEED_COMPLIANT, displayName: 'C:\\u0000 \u{1f600}' };
    assert.equal((await administrator.send('POST', POLICIES, escaped)).status, 201);
  },
);

onEachHouse('a change reaches into conditions and leaves their other members', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const { id } = (await administrator.send<Object>('POST', POLICIES, NEED_COMPLIANT)).body;
  await administrator.send('PATCH', `${POLICIES}/${id}`, {
    conditions: { applications: { excludeApplications: [RESTORE] } },
  });
  const { conditions } = (await administrator.send<Object>('GET', `${POLICIES}/${id}`)).body;
  const { users, applications } = NEED_COMPLIANT.conditions;
  assert.deepEqual(conditions, { users, applications: { ...applications, excludeApplications: [RESTORE] } });
});

onEachHouse(
  'what can not be enforced is refused in Graph’s words, with its path, and nothing is kept',
  async (house) => {
    const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
    const broken = { ...NEED_COMPLIANT, conditions: { users: { includeUsers: 7 } } };
    const refused = await administrator.send<GraphError>('POST', POLICIES, broken);
    assert.equal(refused.status, 400);
    assert.equal(refused.body.error.code, 'BadRequest');
    assert.match(refused.body.error.message, /\$\.conditions\.users\.includeUsers/);
    assert.equal(refused.headers.get('content-type'), 'application/json');
    assert.deepEqual(await list(administrator, POLICIES), []);
    assert.equal((await administrator.send('GET', `${POLICIES}?$filter=x`)).status, 400, 'rather than unfiltered');
  },
);

onEachHouse('queries name what they ask for, and what is not supported is refused', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  for (const [displayName, state] of [
    ['One', 'enabled'],
    ['Two', 'disabled'],
    ['Three', 'disabled'],
  ]) {
    assert.equal((await administrator.send('POST', POLICIES, { ...NEED_COMPLIANT, displayName, state })).status, 201);
  }
  const ask = (query: Record<string, string>, path = POLICIES) =>
    administrator.send<Collection & Record<string, unknown>>('GET', `${path}?${String(new URLSearchParams(query))}`);
  const off = await ask({
    $filter: "state eq 'disabled' and grantControls/builtInControls/any(c:c eq 'compliantDevice')",
    $select: 'displayName',
    $orderby: 'displayName',
    $count: 'true',
    $top: '1',
  });
  assert.deepEqual([off.body['@odata.count'], off.body.value], [2, [{ displayName: 'Three' }]]);
  const next = await administrator.send<Collection>(
    'GET',
    String(off.body['@odata.nextLink']).slice(house.service.url.length),
  );
  assert.deepEqual(next.body.value, [{ displayName: 'Two' }]);
  assert.equal(
    off.body['@odata.context'],
    `${house.service.url}/v1.0/$metadata#identity/conditionalAccess/policies(displayName)`,
  );

  assert.equal((await administrator.send('POST', LOCATIONS, OFFICE)).status, 201);
  const isOf = async (type: string) =>
    (await ask({ $filter: `isof('microsoft.graph.${type}')` }, LOCATIONS)).body.value.length;
  assert.deepEqual([await isOf('ipNamedLocation'), await isOf('countryNamedLocation')], [1, 0]);

  const builtIn = await ask(
    { $filter: "policyType eq 'builtIn' and allowedCombinations/any(c:c eq 'fido2')" },
    STRENGTHS,
  );
  assert.equal(builtIn.body.value.length, 3);
  for (const [query, why] of [
    [{ $search: '"a"' }, /"\$search" is not among \$filter, \$select/],
    [{ $expand: 'x' }, /"\$expand" is not among/],
    [{ $filter: "colour eq 'red'" }, /\$filter: There is no "colour" here/],
  ] as const) {
    const refused = await administrator.send<GraphError>('GET', `${POLICIES}?${String(new URLSearchParams(query))}`);
    assert.equal(refused.status, 400);
    assert.match(refused.body.error.message, why);
  }
});

onEachHouse('a change that was made for another version is refused', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const made = await administrator.send<Object>('POST', POLICIES, NEED_COMPLIANT);
  const path = `${POLICIES}/${made.body.id}`;
  const seen = made.headers.get('etag') ?? '';
  assert.equal((await administrator.send('GET', path)).headers.get('etag'), seen);
  const change = (displayName: string, etag: string) =>
    administrator.send<GraphError>('PATCH', path, { displayName }, { 'if-match': etag });

  house.service.advance(1000);
  assert.equal((await change('First', seen)).status, 204);
  const late = await change('Second', seen);
  assert.deepEqual([late.status, late.body.error.innerError.code], [412, 'stale-version']);
  assert.equal((await administrator.send('DELETE', path, undefined, { 'if-match': seen })).status, 412);
  assert.equal((await administrator.send<Object>('GET', path)).body.displayName, 'First');
  assert.equal((await administrator.send('DELETE', path, undefined, { 'if-match': '*' })).status, 204);
});

onEachHouse('what a policy needs can not be taken from under it', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const office = (await administrator.send<Object>('POST', LOCATIONS, OFFICE)).body.id;
  const conditions = {
    ...NEED_COMPLIANT.conditions,
    locations: { includeLocations: ['All'], excludeLocations: [office] },
  };
  const policy = (await administrator.send<Object>('POST', POLICIES, { ...NEED_COMPLIANT, conditions })).body.id;
  const refused = await administrator.send<GraphError>('DELETE', `${LOCATIONS}/${office}`);
  assert.deepEqual([refused.status, refused.body.error.innerError.code], [409, 'in-use']);
  assert.equal((await administrator.send('DELETE', `${POLICIES}/${policy}`)).status, 204);
  assert.equal((await administrator.send('DELETE', `${LOCATIONS}/${office}`)).status, 204);
});

onEachHouse('What If names the policies that apply, and why not the others', async (house) => {
  const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const anna = await house.person('anna');
  await anna.send('GET', '/v1/me/permissions');
  const restricted = {
    ...NEED_COMPLIANT,
    conditions: { ...NEED_COMPLIANT.conditions, users: { includeGroups: [STAFF] } },
  };
  for (const given of [
    { ...NEED_COMPLIANT, displayName: 'everybody' },
    { ...restricted, displayName: 'staff' },
    { ...NEED_COMPLIANT, displayName: 'off', state: 'disabled' },
    {
      ...NEED_COMPLIANT,
      displayName: 'phones',
      conditions: { ...NEED_COMPLIANT.conditions, platforms: { includePlatforms: ['iOS'] } },
    },
  ]) {
    assert.equal((await administrator.send('POST', POLICIES, given)).status, 201);
  }
  const whatIf = async () => {
    const { body } = await administrator.send<Collection>('POST', `${ROOT}/evaluate`, {
      signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: anna.oid },
      signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: [RESTORE] },
      signInConditions: { devicePlatform: 'windows', clientAppType: 'mobileAppsAndDesktopClients' },
    });
    return Object.fromEntries(body.value.map((it) => [it.displayName, it.analysisReasons]));
  };
  const others = { everybody: 'notSet', off: 'policyNotEnabled', phones: 'devicePlatform' };
  assert.deepEqual(
    await whatIf(),
    { ...others, staff: 'notEnoughInformation' },
    'nobody knows the groups of a stranger',
  );
  await house.intoGroup(OTHERS, anna.oid);
  assert.deepEqual(await whatIf(), { ...others, staff: 'users' });
  await house.intoGroup(STAFF, anna.oid);
  assert.deepEqual(await whatIf(), { ...others, staff: 'notSet' });
});

onEachHouse(
  'importing an export keeps ids, comes in as report-only, and changes nothing the second time',
  async (house) => {
    const { context } = house.service;
    const documents = [
      { ...NEED_COMPLIANT, id: STAFF, later: [1] },
      { ...NEED_COMPLIANT, displayName: 'off', state: 'disabled' },
      { ...OFFICE, id: OTHERS },
    ];
    const read = (json: Json[]) => readExports([{ origin: 'export.json', content: { json } }]);
    const run = (json: Json[], exports = read(json)) => {
      return importConditionalAccess(context, { tenantId: house.tenantId, exports, reportOnly: true });
    };
    const outcomes = async () => expectOk(await run(documents)).map(({ outcome }) => outcome);
    assert.deepEqual(await outcomes(), ['added', 'added', 'added']);
    assert.deepEqual(await outcomes(), ['unchanged', 'unchanged', 'unchanged']);
    const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
    const found = (await administrator.send<Object>('GET', `${POLICIES}/${STAFF}`)).body;
    assert.deepEqual(ownMembers(found), { ...documents[0], state: 'enabledForReportingButNotEnforced' });
    assert.equal((await house.events('conditionalAccess.created')).length, 3);

    const broken = await run([
      { ...NEED_COMPLIANT, displayName: 'new' },
      { ...NEED_COMPLIANT, conditions: { users: 7 } },
    ]);
    assert.equal(broken.ok, false);
    assert.equal((await list(administrator, POLICIES)).length, 2, 'all of it or nothing');

    const { sound, malformed } = withoutMalformed(
      read([
        { ...NEED_COMPLIANT, displayName: 'new' },
        { ...NEED_COMPLIANT, conditions: { users: 7 } },
      ]),
    );
    assert.deepEqual(malformed, ['export.json#1']);
    assert.equal(expectOk(await run([], sound)).length, 1);
    assert.equal((await list(administrator, POLICIES)).length, 3);
  },
);

async function list(who: SignedIn, path: string): Promise<readonly Object[]> {
  return (await who.send<Collection>('GET', path)).body.value;
}

/** Without what an answer says of itself. */
function ownMembers(object: Object): Object {
  const { '@odata.context': context, '@odata.etag': tag, ...members } = object;
  assert.ok([context, tag].every((it) => typeof it === 'string'));
  return members;
}

const ROOT = '/v1.0/identity/conditionalAccess';
const POLICIES = `${ROOT}/policies`;
const LOCATIONS = `${ROOT}/namedLocations`;
const STRENGTHS = `${ROOT}/authenticationStrength/policies`;
const RESTORE = 'd32c68ad-72d2-4acb-a0c7-46bb2cf93873';
const OTHERS = '01900000-0000-7000-8000-00000000bbbb';
const STAFF = '01900000-0000-7000-8000-00000000aaaa';

const NEED_COMPLIANT = {
  displayName: 'Compliant devices only',
  state: 'enabled',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};
const OFFICE = {
  '@odata.type': '#microsoft.graph.ipNamedLocation',
  displayName: 'Office',
  isTrusted: true,
  ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
};
