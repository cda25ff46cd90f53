// From nothing to a restore that worked: every step is open until it is really taken, and no step is ticked by anything else.

import assert from 'node:assert/strict';
import type { Setup, SetupStep, SetupStepName } from '../../src/protocol/operations/setup.ts';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { type House, onEachHouse, ROLE_IDS, type SignedIn } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { choosePolicies, offered, restoring } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

const { globalAdministrator, helpdesk } = ROLE_IDS;

onEachHouse('a setup goes from nothing to a restore, each step when it is taken', async (house) => {
  const ada = await house.person('ada', { wids: [globalAdministrator] });
  const at = (name: SetupStepName): Promise<SetupStep> => step(ada, name);
  assert.deepEqual(await openSteps(ada), [
    'people',
    'devices',
    'backupPolicy',
    'restorePage',
    'agent',
    'firstBackup',
    'firstRestore',
  ]);
  // A token's roles, and policies that nobody imported, are not known here.
  assert.deepEqual([(await at('administrators')).state, (await at('conditionalAccess')).state], ['unknown', 'unknown']);
  assert.equal((await at('signIn')).count, 2);

  for (const name of ['ada', 'bea']) await give(house, `${name}@contoso.example`);
  assert.deepEqual([(await at('administrators')).state, (await at('administrators')).count], ['done', 2]);

  const anna = restoring(await house.device('anna'));
  assert.deepEqual(await openSteps(ada), ['backupPolicy', 'restorePage', 'agent', 'firstBackup', 'firstRestore']);
  assert.equal((await at('devices')).evidence?.name, 'PC-anna');

  await choosePolicies(house.service, house.tenantId);
  assert.deepEqual(await openSteps(ada), ['agent', 'firstBackup', 'firstRestore']);
  await anna.backUp(capture());
  const { evidence } = await at('firstBackup');
  assert.deepEqual([evidence?.name, evidence?.detail], ['PC-anna', 'anna@contoso.example']);

  const next = restoring(await house.service.newDevice(house.tenantId, 'anna@contoso.example', 'PC-anna-new'));
  const { session, profiles } = await offered(next, 'inUse');
  const [profile] = profiles;
  assert.ok(profile !== undefined);
  assert.deepEqual(await openSteps(ada), ['firstRestore']);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await next.step(session, { kind: 'choose', profileId, snapshotId });
  assert.deepEqual(await openSteps(ada), ['firstRestore']);
  await next.step(chosen, { kind: 'complete', outcomes: [] });
  assert.deepEqual(await openSteps(ada), []);
  assert.equal((await at('firstRestore')).evidence?.name, 'PC-anna-new');
});

onEachHouse('a policy of Conditional Access that keeps a restore out is named', async (house) => {
  const ada = await house.person('ada', { wids: [globalAdministrator] });
  const body = {
    displayName: 'Block everything',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', builtInControls: ['block'] },
  };
  assert.equal((await ada.send('POST', '/v1.0/identity/conditionalAccess/policies', body)).status, 201);
  const { state, evidence } = await step(ada, 'conditionalAccess');
  assert.deepEqual([state, evidence?.name], ['open', 'Block everything']);
});

onEachHouse('who holds no role is not shown how far it is', async (house) => {
  assert.equal((await (await house.person('otto')).send('GET', '/v1/setup')).status, 403);
  assert.equal((await (await house.person('helen', { wids: [helpdesk] })).send('GET', '/v1/setup')).status, 200);
});

async function openSteps(as: SignedIn): Promise<readonly string[]> {
  const { steps } = (await as.send<Setup>('GET', '/v1/setup')).body;
  return steps.filter(({ state }) => state === 'open').map((it) => it.step);
}

async function step(as: SignedIn, name: SetupStepName): Promise<SetupStep> {
  const { steps } = (await as.send<Setup>('GET', '/v1/setup')).body;
  return steps.find((it) => it.step === name) ?? assert.fail(`there is no step ${name}`);
}

async function give({ service, tenantId }: House, user: string): Promise<void> {
  const role = { role: 'Global Administrator', to: { user }, overGroup: undefined };
  expectOk(await giveRole(service.context, tenantId, role));
}
