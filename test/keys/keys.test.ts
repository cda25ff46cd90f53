// Keys on a real database: what is sealed under them, rotating them, losing them, and what somebody with the database alone
// can not do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Context } from '../../src/server/context.ts';
import { operatorsAct } from '../../src/server/keys/act.ts';
import { keyStatus } from '../../src/server/keys/key-status.ts';
import { checkKeys } from '../../src/server/keys/open-keys.ts';
import { renewUserKeys } from '../../src/server/keys/renew-user-keys.ts';
import { rotateKeys } from '../../src/server/keys/rotate-keys.ts';
import { startService } from '../../src/server/service.ts';
import { tenantSecret } from '../../src/server/tenants/tenant-secret.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk } from '../database.ts';
import { CAPTURE, capture, deviceAt, onEachServer, type TestService, withService } from '../server/service-fixture.ts';
import { newKeyText, testKeys } from './test-keys.ts';

const LIGHT = capture({ ...CAPTURE, personalization: { 'made.up.theme': 'light' } });

onEachServer(
  'rotating keys changes no data, ends the earlier key, and everything opens afterwards',
  async (service) => {
    const { context, newTenant, newDevice, sql } = service;
    const tenantId = await newTenant();
    const users = ['anna', 'ben', 'cleo'].map((it) => `${it}@contoso.example`);
    const devices = await Promise.all(users.map((user, i) => newDevice(tenantId, user, `PC-${i}`)));
    const ids: string[] = [];
    for (const device of devices) ids.push((await device.backUp(capture())).body.snapshot.snapshotId);
    const secret = expectOk(await readSecret(context, tenantId));
    const data = () =>
      sql(`SELECT md5(string_agg(body, '' ORDER BY blob_name)) AS blobs,
    (SELECT md5(string_agg(manifest || content_hash, '' ORDER BY snapshot_id)) FROM snapshot) AS snapshots FROM blob`);
    const keys = () => sql("SELECT encode(wrapped, 'hex') AS wrapped FROM user_key ORDER BY key_id");
    const before = { data: await data(), keys: await keys(), status: expectOk(await keyStatus(context, tenantId)) };

    const rotation = expectOk(await rotateKeys(context, operatorsAct(context, tenantId)));
    assert.equal(rotation.rewrappedUserKeys, 3);
    assert.deepEqual(
      rotation.destroyedKeyIds,
      before.status.keys.map((it) => it.keyId),
    );
    assert.deepEqual(await data(), before.data, 'no data was rewritten');
    const old = new Set(before.keys.map((row) => row['wrapped']));
    assert.ok(
      (await keys()).every((row) => !old.has(row['wrapped'])),
      'every key was wrapped anew',
    );
    const [only, ...others] = expectOk(await keyStatus(context, tenantId)).keys;
    assert.deepEqual([only?.keyId, only?.userCount, only?.state, others], [rotation.keyId, 3, 'opens', []]);
    assert.deepEqual(expectOk(await readSecret(context, tenantId)), secret, 'the secrets are what they were');
    for (const [i, device] of devices.entries()) {
      assert.deepEqual((await device.get(ids[i] ?? '')).body.documents, documentTexts(capture()));
      assert.equal((await device.backUp(LIGHT)).status, 200);
    }

    expectOk(await renewUserKeys(context, tenantId));
    const third = capture({ ...CAPTURE, personalization: { 'made.up.theme': 'third' } });
    for (const device of devices) {
      assert.equal((await device.propose(LIGHT)).body.outcome, 'unchanged');
      assert.equal((await device.backUp(third)).status, 200);
      const { snapshots } = (await device.list()).body;
      for (const { snapshotId } of snapshots) assert.equal((await device.get(snapshotId)).status, 200);
    }
    const [row] = await sql(
      'SELECT count(DISTINCT substr(body, 2, 16))::int AS keys, count(*)::int AS blobs FROM blob',
    );
    assert.deepEqual(row, { keys: 6, blobs: 12 }, 'new data is under the new keys, names are the same');
  },
);

onEachServer('keys rotate while backups go on, and none is lost', async ({ context, newTenant, newDevice }) => {
  const tenantId = await newTenant();
  const users = Array.from({ length: 8 }, (_, i) => `user${i}@contoso.example`);
  const devices = await Promise.all(users.map((user, i) => newDevice(tenantId, user, `PC-${i}`)));
  const rotations = [0, 1, 2].map(() => rotateKeys(context, operatorsAct(context, tenantId)));
  const backups = await Promise.all(devices.map((device) => device.backUp(capture())));
  for (const rotation of await Promise.all(rotations)) expectOk(rotation);
  expectOk(await rotateKeys(context, operatorsAct(context, tenantId)));
  for (const [i, device] of devices.entries()) {
    assert.equal(backups[i]?.status, 200, JSON.stringify(backups[i]?.body));
    assert.equal((await device.get(backups[i]?.body.snapshot.snapshotId ?? '')).status, 200);
  }
  assert.equal(expectOk(await keyStatus(context, tenantId)).keys.length, 1);
});

test('a tenant follows the provider to another key; without the key it needs, that is said and nothing starts', () =>
  withService(async (service) => {
    const { context, newTenant, newDevice } = service;
    const [old, fresh] = [newKeyText(), newKeyText()];
    const first: Context = { ...context, keys: testKeys(old) };
    const tenantId = await newTenant();
    expectOk(await rotateKeys({ ...context, keys: moving(context, old) }, operatorsAct(context, tenantId)));
    const device = await newDevice(tenantId);

    const answersWith = async (it: Context, what: string, code: string | undefined) => {
      const running = await startService({ ...it, host: '127.0.0.1', port: 0, log: () => {} });
      const there = deviceAt(running.url, device.enrolled);
      const snapshot = capture({ personalization: { 'made.up.theme': what } });
      const proposal = await there.propose(snapshot);
      const answer = proposal.status === 200 ? await there.backUp(snapshot) : proposal;
      await running.stop();
      assert.equal(answer.status === 200 ? undefined : answer.body.code, code, what);
    };
    await answersWith(first, 'the old key', undefined);
    const lost: Context = { ...context, keys: testKeys(fresh) };
    await answersWith(lost, 'another key', 'key-lost');
    const refused = await checkKeys(context.database, lost.keys);
    assert.ok(!refused.ok && refused.error.code === 'key-lost');
    assert.match(refused.error.detail, new RegExp(`1 tenant.*${first.keys.currentKeyId}`));
    assert.deepEqual(
      expectOk(await keyStatus(lost, tenantId)).keys.map((it) => it.state),
      ['lost'],
    );
    const away: Context = { ...context, keys: unreachable(first) };
    await answersWith(away, 'no answer', 'key-unavailable');
    const unavailable = await checkKeys(context.database, away.keys);
    assert.ok(!unavailable.ok && unavailable.error.code === 'key-unavailable');

    const both: Context = { ...context, keys: testKeys(fresh, old) };
    expectOk(await checkKeys(context.database, both.keys));
    expectOk(await rotateKeys(both, operatorsAct(context, tenantId)));
    await answersWith(lost, 'only the new key', undefined);
    assert.ok(!(await checkKeys(context.database, first.keys)).ok);
  }));

const DECEITS = {
  'a blob put in the place of another of the same person':
    "UPDATE blob b SET body = o.body FROM blob o WHERE o.tenant_id = b.tenant_id AND o.blob_name <> b.blob_name AND b.blob_name IN (SELECT blob_name FROM snapshot_blob r JOIN snapshot s USING (tenant_id, snapshot_id) JOIN backup_profile p USING (tenant_id, profile_id) WHERE p.display_name = 'PC-1') AND o.blob_name IN (SELECT blob_name FROM snapshot_blob r JOIN snapshot s USING (tenant_id, snapshot_id) JOIN backup_profile p USING (tenant_id, profile_id) WHERE p.display_name = 'PC-1')",
  "another person's blob":
    "UPDATE blob SET body = (SELECT body FROM blob o WHERE o.tenant_id = blob.tenant_id AND o.blob_name NOT IN (SELECT blob_name FROM snapshot_blob r JOIN snapshot s USING (tenant_id, snapshot_id) JOIN backup_profile p USING (tenant_id, profile_id) WHERE p.display_name = 'PC-1') LIMIT 1)",
  "another tenant's blob":
    'UPDATE blob SET body = (SELECT body FROM blob o WHERE o.tenant_id <> blob.tenant_id LIMIT 1)',
  "another person's manifest":
    'UPDATE snapshot SET manifest = (SELECT manifest FROM snapshot o WHERE o.snapshot_id <> snapshot.snapshot_id LIMIT 1)',
  "another snapshot's content hash":
    'UPDATE snapshot SET content_hash = (SELECT content_hash FROM snapshot o WHERE o.snapshot_id <> snapshot.snapshot_id LIMIT 1)',
};

test('what somebody with the database alone puts in the place of something else is noticed', async () => {
  for (const [what, deceit] of Object.entries(DECEITS)) {
    await withService(async (service) => {
      const [one, two] = [await service.newTenant(), await service.newTenant()];
      const anna = await service.newDevice(one);
      const { snapshotId } = (await anna.backUp(capture())).body.snapshot;
      await (await service.newDevice(one, 'ben@contoso.example', 'PC-2')).backUp(capture());
      await (await service.newDevice(two, 'anna@contoso.example', 'PC-3')).backUp(capture());
      await service.sql(deceit);
      assert.equal((await anna.get(snapshotId)).body.code, 'damaged-snapshot', what);
    });
  }
});

test("another person's key in the place of one's own opens nothing and is not told apart from a failure", () =>
  withService(async ({ newTenant, newDevice, sql }) => {
    const tenantId = await newTenant();
    const anna = await newDevice(tenantId);
    const { snapshotId } = (await anna.backUp(capture())).body.snapshot;
    await (await newDevice(tenantId, 'ben@contoso.example', 'PC-2')).backUp(capture());
    await sql('UPDATE user_key k SET wrapped = o.wrapped FROM user_key o WHERE o.user_id <> k.user_id');
    assert.equal((await anna.get(snapshotId)).body.code, 'internal-error');
  }));

onEachServer('after an older copy of the database came back, no key meets a nonce twice', async (service) => {
  const { newTenant, newDevice, sql } = service;
  const device = await newDevice(await newTenant());
  await device.backUp(capture());
  await sql(
    'CREATE TABLE old_snapshot AS SELECT * FROM snapshot; CREATE TABLE old_profile AS SELECT * FROM backup_profile',
  );
  const seen: string[] = [];
  for (let timeline = 0; timeline < 2; timeline += 1) {
    assert.equal((await device.backUp(LIGHT)).status, 200, 'what is there opens');
    const rows = await sql(`SELECT encode(substr(it, 1, 49), 'hex') AS head FROM (SELECT body FROM blob
      UNION ALL SELECT manifest FROM snapshot UNION ALL SELECT content_hash FROM snapshot) AS all_sealed (it)`);
    seen.push(...rows.map((row) => String(row['head'])));
    await sql(`UPDATE backup_profile p SET head_snapshot_id = o.head_snapshot_id FROM old_profile o
                WHERE o.profile_id = p.profile_id;
               DELETE FROM snapshot WHERE snapshot_id NOT IN (SELECT snapshot_id FROM old_snapshot);
               DELETE FROM blob b WHERE NOT EXISTS (SELECT FROM snapshot_blob r WHERE r.blob_name = b.blob_name)`);
  }
  await sql('DROP TABLE old_snapshot, old_profile');
  const old = 2 + 2;
  assert.equal(new Set(seen).size, seen.length - old, 'only what was there before the copy is there twice');
});

onEachServer('a damaged content heals when it is sent again', async ({ newTenant, newDevice, sql }) => {
  const device = await newDevice(await newTenant());
  const { snapshotId } = (await device.backUp(capture())).body.snapshot;
  await sql('UPDATE blob SET body = set_byte(body, length(body) - 1, get_byte(body, length(body) - 1) # 1)');
  assert.equal((await device.get(snapshotId)).body.code, 'damaged-snapshot');
  const changed = capture({ ...CAPTURE, gaming: { 'made.up.mode': 'on' } });
  const proposal = (await device.propose(changed)).body;
  assert.equal(proposal.outcome === 'wanted' && proposal.missing.length, 3, 'what is damaged is asked for again');
  assert.equal((await device.backUp(changed)).status, 200);
  assert.equal((await device.get(snapshotId)).status, 200, 'the earlier snapshot is whole again');
});

function readSecret(context: Context, tenantId: string) {
  return inTenant(context, tenantId, (tx) => tenantSecret(context, tx, 'receipt-key'));
}

/** Opens with the service's own key, and wraps with another. */
function moving(context: TestService['context'], text: string): Context['keys'] {
  const to = testKeys(text);
  return {
    ...to,
    unwrap: (wrapped, of) => (to.answersFor(wrapped.providerKeyId) ? to : context.keys).unwrap(wrapped, of),
  };
}

function unreachable({ keys }: Context): Context['keys'] {
  const problem = { code: 'key-unavailable', detail: 'The token does not answer.' } as const;
  return { ...keys, unwrap: async () => ({ ok: false, error: problem }) };
}
