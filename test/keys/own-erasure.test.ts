// People erasing their own backups: everything of theirs and nothing of anybody else's, unless the organization or a hold says
// no; and beginning again, which is theirs after their own erasure alone.

import assert from 'node:assert/strict';
import { readReceipt } from '../../src/protocol/erasure-receipt.ts';
import type { ErasureReceipt } from '../../src/protocol/operations/keys.ts';
import type { OwnErasure } from '../../src/protocol/operations/own-data.ts';
import { chooseAccessPolicy } from '../../src/server/access/operate-roles.ts';
import { operatorsAct } from '../../src/server/keys/act.ts';
import { allowAgain } from '../../src/server/keys/allow-again.ts';
import { eraseUser } from '../../src/server/keys/erase-user.ts';
import { placeLegalHold } from '../../src/server/keys/legal-holds.ts';
import { expectOk } from '../database.ts';
import { capture, onEachServer, type TestDevice } from '../server/service-fixture.ts';

const ANNA = 'anna@contoso.example';

const erase = (device: TestDevice, userPrincipalName = ANNA) =>
  device.send<ErasureReceipt & { code: string }>('POST', '/v1/me/erasures', { userPrincipalName });
const lift = (device: TestDevice) => device.send<{ code: string }>('POST', '/v1/me/erasure/lift');
const standing = async (device: TestDevice) => (await device.send<OwnErasure>('GET', '/v1/me/erasure')).body;

onEachServer('a person erases what is theirs, with a receipt, and begins again when they like', async (service) => {
  const { newTenant, newDevice, sql } = service;
  const tenantId = await newTenant();
  const [anna, other] = [await newDevice(tenantId, ANNA), await newDevice(tenantId, ANNA, 'PC-2')];
  const ben = await newDevice(tenantId, 'ben@contoso.example', 'PC-3');
  expectOk(await chooseAccessPolicy(service.context, tenantId, { ownErasure: true }));
  for (const device of [anna, other, ben]) await device.backUp(capture());
  assert.deepEqual(await standing(anna), { userPrincipalName: ANNA, isAllowed: true, latest: null });

  const astray = await erase(anna, 'ben@contoso.example');
  assert.deepEqual([astray.status, astray.body.code], [400, 'bad-request']);
  assert.equal((await anna.list()).body.snapshots.length, 2, 'nothing was erased');

  const erased = await erase(anna, ANNA.toUpperCase());
  assert.equal(erased.status, 200);
  const receipt = expectOk(readReceipt(erased.body));
  assert.deepEqual(receipt.destroyed, { ...receipt.destroyed, backupProfiles: 2, snapshots: 2 });
  assert.deepEqual((await standing(other)).latest, { receipt, isOwn: true, liftedAt: null });
  for (const device of [anna, other]) assert.equal((await device.propose(capture())).body.code, 'erased');
  assert.equal((await ben.list()).body.snapshots.length, 1, "nobody else's");
  const [event] = await sql(
    `SELECT convert_from(body, 'UTF8')::jsonb AS body FROM audit_entry WHERE event_id = '${receipt.auditEventId}'`,
  );
  assert.match(JSON.stringify(event), /"activity":"user\.erased"/);
  assert.match(JSON.stringify(event), new RegExp(anna.enrolled.deviceId), 'by the person on their device');

  for (const _ of ['once', 'again']) assert.equal((await lift(other)).status, 200);
  assert.notEqual((await standing(anna)).latest?.liftedAt, null);
  assert.deepEqual((await anna.list()).body.snapshots, [], 'nothing comes back');
  assert.equal((await anna.backUp(capture())).status, 200);
});

onEachServer('the organization, a hold and an administrator have the last word', async ({ context, ...service }) => {
  const tenantId = await service.newTenant();
  const anna = await service.newDevice(tenantId, ANNA);
  await anna.backUp(capture());
  const { userId } = anna.enrolled;

  assert.deepEqual([(await standing(anna)).isAllowed, (await erase(anna)).body.code], [false, 'not-permitted']);
  assert.equal((await anna.list()).body.snapshots.length, 1, 'whoever holds the device');
  expectOk(await chooseAccessPolicy(context, tenantId, { ownErasure: true }));

  const act = operatorsAct(context, tenantId);
  const held = await service.newDevice(tenantId, 'holly@contoso.example', 'PC-4');
  await held.backUp(capture());
  expectOk(await placeLegalHold(context, act, { userId: held.enrolled.userId, reason: 'A matter in court.' }));
  const refused = await erase(held, 'holly@contoso.example');
  assert.deepEqual([refused.status, refused.body.code], [409, 'on-hold']);
  assert.equal((await held.list()).body.snapshots.length, 1, 'what is held stays');

  expectOk(await eraseUser(context, act, userId));
  assert.equal((await standing(anna)).latest?.isOwn, false);
  const notTheirs = await lift(anna);
  assert.deepEqual([notTheirs.status, notTheirs.body.code], [403, 'not-permitted']);
  assert.equal((await anna.propose(capture())).body.code, 'erased');
  expectOk(await allowAgain(context, act, userId));
  assert.equal((await lift(anna)).status, 200, 'nothing to lift is done already');
});
