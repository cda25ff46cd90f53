// Over HTTP: an export is looked through before anything is taken in, and the service says of a restore what the engine says, for
// anybody in general and for a person and a device that it knows.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import type { AccessImport, RestoreAccess } from '../../src/protocol/operations/conditional-access-beyond-graph.ts';
import { onEachHouse, ROLE_IDS, type SignedIn } from '../access/signed-in.ts';

const IMPORTS = '/v1/conditional-access/imports';
const RESTORE = '/v1/conditional-access/restore';
const EXAMPLE = globSync('test/conditional-access/example/*.json').map((path) => ({
  name: path.split('/').at(-1) ?? path,
  text: readFileSync(path, 'utf8'),
}));
const BROKEN = [
  { name: 'half.json', text: '{"displayName": "Half", "conditions": {' },
  { name: 'wrong.json', text: '{"displayName": "Wrong", "state": "enabled", "conditions": {"users": 7}}' },
  { name: 'notes.json', text: '{"hello": "world"}' },
];

onEachHouse('an export is looked through first, then taken in, broken ones left out by name', async (house) => {
  const gina = await house.person('gina', { wids: [ROLE_IDS.globalAdministrator] });
  const documents = [...EXAMPLE, ...BROKEN];
  const looked = await gina.send<AccessImport>('POST', IMPORTS, { documents });
  assert.equal(looked.status, 200);
  assert.deepEqual(outcomes(looked.body), {
    'compliant-devices.json': 'added',
    'countries.json': 'added',
    'half.json': 'malformed',
    'location.json': 'added',
    'wrong.json': 'malformed',
  });
  assert.deepEqual(looked.body.others.toSorted(), ['group.json', 'notes.json']);
  assert.ok(looked.body.items.find((it) => it.origin === 'half.json')?.findings.some((it) => it.code === 'not-json'));
  assert.deepEqual((await house.events('conditionalAccess.created')).length, 0, 'looking takes in nothing');

  const taken = await gina.send<AccessImport>('POST', IMPORTS, { documents, apply: true });
  assert.deepEqual(outcomes(taken.body), outcomes(looked.body));
  const events = await house.events('conditionalAccess.created');
  assert.equal(events.length, 3);
  assert.deepEqual(new Set(events.map(({ actor }) => actor.userPrincipalName)), new Set(['gina@contoso.example']));
  const again = await gina.send<AccessImport>('POST', IMPORTS, { documents, apply: true });
  assert.equal(again.body.items.filter((it) => it.outcome === 'unchanged').length, 3);
  assert.deepEqual(
    (await policies(gina)).map(({ state }) => state),
    ['enabledForReportingButNotEnforced', 'enabledForReportingButNotEnforced'],
  );
  const enforced = await gina.send<AccessImport>('POST', IMPORTS, { documents, apply: true, enforce: true });
  assert.equal(enforced.body.items.filter((it) => it.outcome === 'changed').length, 2);

  const reader = await house.person('rosa', { wids: [ROLE_IDS.helpdesk] });
  assert.equal((await reader.send('POST', IMPORTS, { documents })).status, 403);
});

onEachHouse('a restore is explained in general, and for a person on a device', async (house) => {
  const gina = await house.person('gina', { wids: [ROLE_IDS.globalAdministrator] });
  const without = await gina.send<RestoreAccess>('GET', RESTORE);
  assert.deepEqual([without.body.outcome, without.body.policyCount], ['passes', 0]);
  await gina.send('POST', IMPORTS, { documents: EXAMPLE, apply: true });
  const reported = await gina.send<RestoreAccess>('GET', `${RESTORE}?country=US`);
  assert.deepEqual([reported.body.outcome, reported.body.remedies], ['passes', []]);
  const asOn = await gina.send<RestoreAccess>('GET', `${RESTORE}?country=US&reportOnlyAsOn=true`);
  assert.equal(asOn.body.outcome, 'blocked');
  await gina.send('POST', IMPORTS, { documents: EXAMPLE, apply: true, enforce: true });

  const general = await gina.send<RestoreAccess>('GET', `${RESTORE}?country=NL`);
  assert.equal(general.body.outcome, 'undecided', 'nobody knows who is in the group');
  assert.ok(general.body.policies.some((it) => it.effect === 'mayBlock' && it.needs.length > 0));

  const { enrolled } = await house.device('ada');
  await house.intoGroup(STAFF, enrolled.userId);
  const known = `userId=${enrolled.userId}&deviceId=${enrolled.deviceId}`;
  const explained = await gina.send<RestoreAccess>('GET', `${RESTORE}?${known}&country=NL`);
  assert.equal(explained.body.outcome, 'blocked');
  assert.deepEqual(
    explained.body.passages.map(({ moment, errorCode }) => [moment, errorCode]),
    [
      ['oobe', 53000],
      ['oobe', 53000],
      ['firstSignIn', 53000],
      ['firstSignIn', 53000],
    ],
  );
  const [remedy] = explained.body.remedies;
  const change = remedy?.changes[0];
  assert.deepEqual([change?.kind, change?.changedElsewhere], ['excludeApplication', 0]);

  // What it proposes, done: then the restore passes.
  const path = `/v1.0/identity/conditionalAccess/policies/${remedy?.policyId}`;
  assert.equal((await gina.send('PATCH', path, change?.patch)).status, 204);
  const { companion } = explained.body;
  assert.equal((await gina.send('POST', '/v1.0/identity/conditionalAccess/policies', companion?.policy)).status, 201);
  const after = await gina.send<RestoreAccess>('GET', `${RESTORE}?${known}&country=NL`);
  assert.equal(after.body.outcome, companion?.outcomeAfter);

  for (const [query, status] of [
    [`userId=${NOBODY}`, 404],
    [`deviceId=${NOBODY}`, 404],
    ['ipAddress=somewhere', 400],
    ['country=Holland', 400],
  ] as const) {
    assert.equal((await gina.send('GET', `${RESTORE}?${query}`)).status, status, query);
  }
  const rita = await house.person('rita', { wids: [ROLE_IDS.auditor] });
  assert.equal((await rita.send('GET', RESTORE)).status, 403);
});

function outcomes({ items }: AccessImport): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map(({ origin, outcome }) => [origin, outcome]));
}

async function policies(as: SignedIn): Promise<readonly { readonly state: string }[]> {
  const { body } = await as.send<{ value: { state: string }[] }>('GET', '/v1.0/identity/conditionalAccess/policies');
  return body.value;
}

const STAFF = '57aff000-0000-4000-8000-000000000001';
const NOBODY = '00000000-0000-4000-8000-00000000dead';
