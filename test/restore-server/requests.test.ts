// A restore that an administrator asks for: told to the device, offered to the person, and decided by nobody else.

import assert from 'node:assert/strict';
import type {
  RestoreRequest,
  RestoreRequestPage,
  WaitingRequest,
} from '../../src/protocol/operations/restore-requests.ts';
import { RESTORE_REQUEST_DAYS } from '../../src/protocol/limits.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { capture } from '../server/service-fixture.ts';
import { choosePolicies, restoring, type RestoringDevice } from './restore-fixture.ts';

const REASON = 'Her notebook was replaced';
const DAY = 24 * 60 * 60 * 1000;

onEachHouse('a restore is asked for, offered with who asked and why, and ends as the person decides', async (house) => {
  const { helpdesk, old, fresh, path, profileId } = await annaWithTwoDevices(house);
  const first = (await old.list()).body.snapshots.at(-1)?.snapshotId;
  const asked = await helpdesk.send<RestoreRequest>('POST', path, { profileId, snapshotId: first, reason: REASON });
  assert.deepEqual([asked.status, asked.body.state, asked.body.requestedBy], [201, 'waiting', 'heidi@contoso.example']);
  const again = await helpdesk.send('POST', path, { reason: REASON });
  assert.deepEqual([again.status, again.body.code], [409, 'already-exists']);

  assert.equal((await waitingOn(old)).request, null, 'it is for the other device');
  assert.equal((await waitingOn(fresh)).request?.reason, REASON);
  const { body } = await fresh.ask('inUse');
  assert.equal(body.request?.requestedBy, 'heidi@contoso.example');
  assert.equal(body.profiles[0]?.snapshotId, first, 'what was asked for comes first');
  assert.equal((await waitingOn(fresh)).request, null, 'it is told once');
  assert.equal((await listed(house)).state, 'offered');
  assert.equal((await helpdesk.send('DELETE', withdrawal(asked.body))).body.code, 'already-decided');
  assert.ok(body.session !== null);
  assert.equal((await fresh.ask('inUse')).body.request?.requestId, asked.body.requestId, 'asked again, the same');

  await fresh.step(body.session, { kind: 'cancel' });
  const { state, sessionState, sessionId } = await listed(house);
  assert.deepEqual([state, sessionState, sessionId], ['ended', 'cancelled', body.session.sessionId]);
  const [offer] = await house.events('restore.offered');
  assert.ok(
    offer?.resources[0]?.modifiedProperties.some(({ newValue }) => newValue === asked.body.requestId),
    'the log says for what it was offered',
  );
});

onEachHouse('a request that nobody saw is withdrawn, or expires, and another can be made', async (house) => {
  const { helpdesk, fresh, path } = await annaWithTwoDevices(house);
  const ask = async () => (await helpdesk.send<RestoreRequest>('POST', path, { reason: REASON })).body;
  const withdrawn = await ask();
  for (let times = 0; times < 2; times += 1) {
    assert.equal((await helpdesk.send<RestoreRequest>('DELETE', withdrawal(withdrawn))).body.state, 'withdrawn');
  }
  assert.equal((await waitingOn(fresh)).request, null);
  house.service.advance(1000);
  await ask();
  house.service.advance(RESTORE_REQUEST_DAYS * DAY);
  assert.equal((await waitingOn(fresh)).request, null);
  assert.equal((await listed(house)).state, 'expired');
  assert.equal((await fresh.ask('inUse')).body.request, null);
  assert.equal((await house.events('restore.requested')).length, 2);
  assert.equal((await house.events('restore.requestWithdrawn')).length, 1);
});

onEachHouse('what is not theirs can not be asked for, nor by who may not', async (house) => {
  const { helpdesk, path } = await annaWithTwoDevices(house);
  const bob = restoring(await house.device('bob'));
  await bob.backUp(capture());
  const [theirs] = (await bob.list()).body.snapshots;
  for (const wanted of [{ profileId: theirs?.profileId }, { snapshotId: theirs?.snapshotId }]) {
    const { status, body } = await helpdesk.send('POST', path, { ...wanted, reason: REASON });
    assert.deepEqual([status, body.code], [404, 'not-found']);
  }
  const { userId } = bob.enrolled;
  const elsewhere = path.replace(/users\/[^/]+/, `users/${userId}`);
  assert.equal((await helpdesk.send('POST', elsewhere, { reason: REASON })).body.code, 'not-found');
  const auditor = await house.person('aude', { wids: [ROLE_IDS.auditor] });
  assert.equal((await auditor.send('POST', path, { reason: REASON })).body.code, 'not-permitted');
});

async function annaWithTwoDevices(house: House) {
  await choosePolicies(house.service, house.tenantId);
  const device = async (name: string) =>
    restoring(await house.service.newDevice(house.tenantId, 'anna@contoso.example', name));
  const old = await device('OLD-PC');
  await old.backUp(capture());
  house.service.advance(1000);
  await old.backUp(
    capture({ accessibility: { 'made.up.pointer': 'small' }, personalization: { 'made.up.theme': 'dark' } }),
  );
  const fresh = await device('NEW-PC');
  const { userId, deviceId } = fresh.enrolled;
  const helpdesk = await house.person('heidi', { wids: [ROLE_IDS.helpdesk] });
  const profileId = (await old.list()).body.snapshots[0]?.profileId;
  return { helpdesk, old, fresh, profileId, path: `/v1/users/${userId}/devices/${deviceId}/restore-requests` };
}

async function waitingOn(device: RestoringDevice): Promise<WaitingRequest> {
  return (await device.send<WaitingRequest>('GET', '/v1/restore/waiting-request')).body;
}

async function listed(house: House): Promise<RestoreRequest> {
  const reader = await house.person('rita', { wids: [ROLE_IDS.helpdesk] });
  const [newest] = (await reader.send<RestoreRequestPage>('GET', '/v1/restore/requests')).body.requests;
  if (newest === undefined) throw new Error('nothing was asked for');
  return newest;
}

function withdrawal({ userId, requestId }: RestoreRequest): string {
  return `/v1/users/${userId}/restore-requests/${requestId}`;
}
