// One person with two devices: what retention takes from one of them while the other reads, or refers to the same contents, is
// there whole or not there at all. Damage is never what a passing reader is told.

import assert from 'node:assert/strict';
import { createSnapshot } from '../../src/server/backup/create-snapshot.ts';
import { getSnapshot } from '../../src/server/backup/get-snapshot.ts';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import type { Context } from '../../src/server/context.ts';
import type { Database, TenantTransaction } from '../../src/server/database/database.ts';
import type { DeviceActor } from '../../src/server/identity/actor.ts';
import { expectOk } from '../database.ts';
import { capture, onEachServer, type TestDevice, type TestService } from './service-fixture.ts';

onEachServer(
  'a snapshot that goes while it is read is gone, at whatever moment, and never damaged',
  async (service) => {
    const outcomes: string[] = [];
    for (const moment of ['FROM user_key', 'FROM tenant_key', 'FROM blob']) {
      const { one, two, head } = await twoDevices(service);
      const context = interrupted(service.context, moment, () => replace(service, one, head));
      const answer = await getSnapshot(context, actorOf(two), { snapshotId: head, withFiles: false });
      outcomes.push(answer.ok ? 'whole' : answer.error.code);
    }
    assert.deepEqual(outcomes, ['not-found', 'not-found', 'not-found']);
  },
);

onEachServer('contents that go while they are referred to are asked for, at whatever moment', async (service) => {
  const outcomes: string[] = [];
  for (const moment of ['FROM blob', 'INSERT INTO blob ', 'INSERT INTO snapshot ', 'INSERT INTO snapshot_blob']) {
    const { one, two, head } = await twoDevices(service);
    const context = interrupted(service.context, moment, () => replace(service, one, head));
    const { manifest } = theme('first');
    const input = {
      manifest,
      expectedHead: null,
      documents: [],
      correlationId: '0190a000-0000-7000-8000-00000000000a',
    };
    const answer = await createSnapshot(context, actorOf(two), input);
    outcomes.push(answer.ok ? 'stored' : answer.error.code);
  }
  assert.deepEqual([...new Set(outcomes)], ['missing-documents']);
});

async function twoDevices(service: TestService) {
  const tenantId = await service.newTenant();
  expectOk(await setRetention(service.context, { tenantId, keepLast: 1, keepDays: 0 }));
  const [one, two] = [await service.newDevice(tenantId), await service.newDevice(tenantId, undefined, 'PC-2')];
  return { one, two, head: (await one.backUp(theme('first'))).body.snapshot.snapshotId };
}

/** Retention takes the head of this device, and the contents that it alone refers to. */
async function replace(service: TestService, device: TestDevice, head: string): Promise<void> {
  service.advance(1);
  const { status, body } = await device.create(theme('second'), { expectedHead: head });
  assert.equal(status, 200, JSON.stringify(body));
}

/** The same, but something happens, once, before the first statement with these words. */
function interrupted(context: Context, words: string, happen: () => Promise<void>): Context {
  let pending: (() => Promise<void>) | undefined = happen;
  const around = (tx: TenantTransaction): TenantTransaction => ({
    ...tx,
    query: async (sql, parameters) => {
      const now = sql.includes(words) ? pending : undefined;
      if (now !== undefined) pending = undefined;
      await now?.();
      return tx.query(sql, parameters);
    },
  });
  const inTenant: Database['inTenant'] = (tenantId, work, options) =>
    context.database.inTenant(tenantId, (tx) => work(around(tx)), options);
  return { ...context, database: { inTenant } as unknown as Database };
}

function actorOf({ enrolled }: TestDevice): DeviceActor {
  const { tenantId, userId, userPrincipalName, deviceId, deviceName, credentialId } = enrolled;
  return { kind: 'device', tenantId, userId, userPrincipalName, deviceId, deviceName, credentialId } as DeviceActor;
}

function theme(name: string) {
  return capture({ personalization: { 'made.up.theme': name } });
}
