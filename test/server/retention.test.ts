// Retention on a real database: the head stays, every kept snapshot stays whole, and no blob is left without a snapshot,
// also while others write the very same documents.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { expectOk } from '../database.ts';
import { capture, type TestDevice, type TestService, onEachServer } from './service-fixture.ts';

type Kept = { readonly snapshotId: string; readonly receivedAt: number };

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

onEachServer(
  'whatever is backed up when, exactly what the policy keeps stays, whole, and no blob is left over',
  async (service) => {
    const step = fc.record({ device: fc.nat(1), theme: fc.constantFrom('a', 'b', 'c'), days: fc.nat(3) });
    const policy = fc.record({ keepLast: fc.integer({ min: 1, max: 3 }), keepDays: fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(policy, fc.array(step, { minLength: 1, maxLength: 12 }), async (kept, steps) => {
        const tenantId = await service.newTenant();
        expectOk(await setRetention(service.context, { tenantId, ...kept }));
        const devices = [await service.newDevice(tenantId), await service.newDevice(tenantId, 'ben@contoso.example')];
        const expected: Kept[][] = [[], []];
        for (const { device, theme, days } of steps) {
          service.advance(days * DAY_MILLISECONDS + 1);
          const snapshot = capture({ personalization: { 'made.up.theme': theme }, gaming: { 'made.up.mode': 'on' } });
          const answer = await backUpIfNew(devices[device], snapshot);
          if (answer === undefined) continue;
          const now = service.context.clock();
          const newest = { snapshotId: answer.body.snapshot.snapshotId, receivedAt: now };
          const youngest = now - kept.keepDays * DAY_MILLISECONDS;
          expected[device] = [newest, ...(expected[device] ?? [])].filter(
            ({ receivedAt }, i) => i < kept.keepLast || receivedAt >= youngest,
          );
        }
        for (const [i, device] of devices.entries()) {
          assert.deepEqual(await readAll(device), new Set(expected[i]?.map((it) => it.snapshotId)));
        }
      }),
      { numRuns: 12 },
    );
    assert.deepEqual(await leftovers(service), []);
    const expired = await service.sql(
      "SELECT 1 FROM audit_entry WHERE convert_from(body, 'UTF8')::jsonb->>'activity' = 'snapshot.expired'",
    );
    assert.ok(expired.length > 0, 'nothing was ever removed: the test tests nothing');
  },
);

onEachServer(
  'sweeping blobs beside others who write the same documents loses none and keeps none too many',
  async (service) => {
    const tenantId = await service.newTenant();
    expectOk(await setRetention(service.context, { tenantId, keepLast: 1, keepDays: 0 }));
    const users = ['anna', 'ben', 'cleo', 'dana'];
    const devices = await Promise.all(users.map((user) => service.newDevice(tenantId, `${user}@contoso.example`)));
    for (let round = 0; round < 12; round += 1) {
      service.advance(DAY_MILLISECONDS);
      const answers = await Promise.all(
        devices.map((device, i) =>
          backUpIfNew(device, capture({ personalization: { 'made.up.theme': `theme ${(round + i) % 2}` } })),
        ),
      );
      for (const answer of answers)
        assert.ok(answer === undefined || answer.status === 200, JSON.stringify(answer?.body));
    }
    for (const device of devices) assert.equal((await readAll(device)).size, 1);
    assert.deepEqual(await leftovers(service), []);
  },
);

async function backUpIfNew(device: TestDevice | undefined, snapshot: ReturnType<typeof capture>) {
  const proposal = await device?.propose(snapshot);
  return proposal?.body.outcome === 'wanted' ? device?.backUp(snapshot) : undefined;
}

/** The ids of all of a person's snapshots, each of which could be read. */
async function readAll(device: TestDevice): Promise<Set<string>> {
  const { snapshots } = (await device.list()).body;
  if (snapshots.length > 0) assert.equal(snapshots.filter((it) => it.isHead).length, 1);
  for (const { snapshotId } of snapshots) assert.equal((await device.get(snapshotId)).status, 200);
  return new Set(snapshots.map((it) => it.snapshotId));
}

/** Blobs that no snapshot refers to. That each reference has its blob is a foreign key. */
function leftovers({ sql }: TestService): Promise<unknown[]> {
  return sql('SELECT blob_name FROM blob EXCEPT SELECT blob_name FROM snapshot_blob');
}
