// Erasing a person: nothing of theirs opens afterwards, in no process, everybody else's does, the receipt proves itself, and a
// legal hold prevents it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReceipt } from '../../src/protocol/erasure-receipt.ts';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { operatorsAct } from '../../src/server/keys/act.ts';
import { allowAgain } from '../../src/server/keys/allow-again.ts';
import { eraseUser } from '../../src/server/keys/erase-user.ts';
import { listLegalHolds, placeLegalHold, releaseLegalHold } from '../../src/server/keys/legal-holds.ts';
import { startService } from '../../src/server/service.ts';
import { expectOk } from '../database.ts';
import { CAPTURE, capture, deviceAt, onEachServer, type TestService, withService } from '../server/service-fixture.ts';

const LIGHT = capture({ ...CAPTURE, personalization: { 'made.up.theme': 'light' } });

onEachServer('erasing destroys what one person has, at once, and nothing of anybody else', async (service) => {
  const { context, newTenant, newDevice, sql, counts } = service;
  const tenantId = await newTenant();
  const [anna, annas2nd] = [await newDevice(tenantId), await newDevice(tenantId, 'anna@contoso.example', 'PC-2')];
  const ben = await newDevice(tenantId, 'ben@contoso.example', 'PC-3');
  const { snapshotId } = (await anna.backUp(capture())).body.snapshot;
  await anna.backUp(LIGHT);
  await annas2nd.backUp(capture());
  const bens = (await ben.backUp(capture())).body.snapshot.snapshotId;
  // Another process, which has had the keys open already.
  const second = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
  const there = deviceAt(second.url, anna.enrolled);
  assert.equal((await there.get(snapshotId)).status, 200);

  const act = operatorsAct(context, tenantId);
  const receipt = expectOk(await eraseUser(context, act, anna.enrolled.userId));
  assert.deepEqual(receipt.destroyed, { ...receipt.destroyed, backupProfiles: 2, snapshots: 3, blobs: 3 });
  for (const device of [anna, there, annas2nd]) {
    for (const answer of [await device.get(snapshotId), await device.propose(LIGHT), await device.create(LIGHT)]) {
      assert.deepEqual([answer.status, answer.body.code], [410, 'erased']);
    }
    assert.deepEqual((await device.list()).body.snapshots, []);
  }
  await second.stop();
  assert.equal((await ben.get(bens)).status, 200);
  const keys = await sql('SELECT key_id, user_id FROM user_key');
  assert.deepEqual(
    keys.map((row) => row['user_id']),
    [ben.enrolled.userId],
    'the key is gone, not marked',
  );
  assert.equal((await counts())['blob'], 2);
  assert.deepEqual(expectOk(await eraseUser(context, act, anna.enrolled.userId)), receipt, 'a repeat has no effect');
  const [event] = await sql(
    `SELECT convert_from(body, 'UTF8')::jsonb AS body FROM audit_entry WHERE event_id = '${receipt.auditEventId}'`,
  );
  const { activity } = (event?.['body'] ?? {}) as { activity?: string };
  assert.equal(activity, 'user.erased');

  expectOk(await allowAgain(context, act, anna.enrolled.userId));
  assert.equal((await anna.get(snapshotId)).status, 404, 'nothing comes back');
  const again = await anna.backUp(capture());
  assert.equal(again.status, 200);
  assert.equal((await anna.get(again.body.snapshot.snapshotId)).status, 200);
  const next = expectOk(await eraseUser(context, act, anna.enrolled.userId));
  assert.notEqual(next.erasureId, receipt.erasureId);
  assert.equal(next.publicKey, receipt.publicKey, 'one organization, one key for receipts');
});

onEachServer('whoever backs up while a person is erased leaves nothing behind', async ({ context, ...service }) => {
  const tenantId = await service.newTenant();
  const names = ['PC-1', 'PC-2', 'PC-3'];
  const devices = await Promise.all(names.map((it) => service.newDevice(tenantId, 'anna@contoso.example', it)));
  const userId = devices[0]?.enrolled.userId ?? '';
  for (let round = 0; round < 6; round += 1) {
    const snapshot = capture({ personalization: { 'made.up.theme': `round ${round}` } });
    const [erased, ...answers] = await Promise.all([
      eraseUser(context, operatorsAct(context, tenantId), userId),
      ...devices.map((device) => device.create(snapshot)),
    ]);
    expectOk(erased);
    for (const { status, body } of answers) assert.ok([200, 410].includes(status), JSON.stringify(body));
    assert.deepEqual(await left(service), { keys: 0, profiles: 0, snapshots: 0, blobs: 0 });
    expectOk(await allowAgain(context, operatorsAct(context, tenantId), userId));
  }
});

test('a receipt verifies as it was given out, and not with any one character changed', () =>
  withService(async ({ context, newTenant, newDevice }) => {
    const tenantId = await newTenant();
    const { enrolled } = await newDevice(tenantId);
    const receipt = expectOk(await eraseUser(context, operatorsAct(context, tenantId), enrolled.userId));
    const text = JSON.stringify(receipt);
    assert.deepEqual(expectOk(readReceipt(JSON.parse(text))), receipt);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', 'B', '/'), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        fc.pre(changed !== text);
        let value: unknown;
        try {
          value = JSON.parse(changed);
        } catch {
          return;
        }
        assert.ok(!readReceipt(value).ok, `${at}: ${character}`);
      }),
      { numRuns: 400 },
    );
    const { signature: _, ...unsigned } = receipt;
    assert.ok(!readReceipt(unsigned).ok);
    assert.ok(!readReceipt({ ...receipt, note: 'more' }).ok);
  }));

onEachServer(
  'a legal hold keeps everything: nothing is erased and nothing expires until it is released',
  async (service) => {
    const { context, newTenant, newDevice, advance } = service;
    const tenantId = await newTenant();
    expectOk(await setRetention(context, { tenantId, keepLast: 1, keepDays: 0 }));
    const device = await newDevice(tenantId);
    const { userId } = device.enrolled;
    const act = operatorsAct(context, tenantId);
    const reason = 'Case 4711 of the court';
    const holds = [
      expectOk(await placeLegalHold(context, act, { userId, reason })),
      expectOk(await placeLegalHold(context, act, { userId, reason: 'Another case, too' })),
    ];
    await device.backUp(capture());
    advance(1);
    await device.backUp(LIGHT);
    assert.equal((await device.list()).body.snapshots.length, 2, 'what expired is kept');
    for (const [i, { holdId }] of holds.entries()) {
      assert.equal(await codeOf(eraseUser(context, act, userId)), 'on-hold');
      const released = expectOk(await releaseLegalHold(context, act, { holdId }));
      assert.deepEqual(expectOk(await releaseLegalHold(context, act, { holdId })), released);
      const open = expectOk(await listLegalHolds(context, { tenantId })).holds.filter((it) => it.releasedAt === null);
      assert.equal(open.length, holds.length - 1 - i);
    }
    advance(1);
    await device.backUp(capture());
    assert.equal((await device.list()).body.snapshots.length, 1, 'then it goes with the next backup');
    expectOk(await eraseUser(context, act, userId));
    const other = await newTenant();
    assert.equal(await codeOf(placeLegalHold(context, operatorsAct(context, other), { userId, reason })), 'not-found');
    assert.equal(await codeOf(eraseUser(context, operatorsAct(context, other), userId)), 'not-found');
  },
);

async function codeOf(answer: ReturnType<typeof eraseUser> | ReturnType<typeof placeLegalHold>): Promise<string> {
  const settled = await answer;
  return settled.ok ? 'ok' : settled.error.code;
}

async function left({ sql }: Pick<TestService, 'sql'>): Promise<unknown> {
  const [row] =
    await sql(`SELECT (SELECT count(*)::int FROM user_key) AS keys, (SELECT count(*)::int FROM blob) AS blobs,
    (SELECT count(*)::int FROM backup_profile) AS profiles, (SELECT count(*)::int FROM snapshot) AS snapshots`);
  return row;
}
