// One person with two devices: what retention takes from one of them while the other reads, or refers to the same contents, is
// there whole or not there at all. Damage is never what a passing reader is told.

import assert from 'node:assert/strict';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { expectOk } from '../database.ts';
import { capture, onEachServer } from './service-fixture.ts';

onEachServer('reading a snapshot while retention takes it gives it whole, or says that it is gone', async (service) => {
  const tenantId = await service.newTenant();
  expectOk(await setRetention(service.context, { tenantId, keepLast: 1, keepDays: 0 }));
  const [one, two] = [await service.newDevice(tenantId), await service.newDevice(tenantId, undefined, 'PC-2')];
  const outcomes = new Set<string>();
  let head = (await one.backUp(theme(0))).body.snapshot.snapshotId;
  for (let round = 1; round <= 25; round += 1) {
    service.advance(1);
    const reading = Array.from({ length: 6 }, () => two.get(head));
    const replaced = one.create(theme(round), { expectedHead: head });
    for (const { status, body } of await Promise.all(reading)) {
      outcomes.add(status === 200 ? 'whole' : body.code);
      if (status === 200) assert.equal(body.documents.length, 1);
    }
    const stored = await replaced;
    assert.equal(stored.status, 200, JSON.stringify(stored.body));
    head = stored.body.snapshot.snapshotId;
  }
  assert.deepEqual(
    [...outcomes].filter((it) => it !== 'whole' && it !== 'not-found'),
    [],
  );
});

onEachServer('referring to contents while retention takes them stores them, or asks for them', async (service) => {
  const tenantId = await service.newTenant();
  expectOk(await setRetention(service.context, { tenantId, keepLast: 1, keepDays: 0 }));
  const [one, two] = [await service.newDevice(tenantId), await service.newDevice(tenantId, undefined, 'PC-2')];
  const heads: (string | null)[] = [null, null];
  const outcomes = new Set<string>();
  for (let round = 0; round < 25; round += 1) {
    service.advance(1);
    // The second refers to what only the first one's earlier snapshot holds, and sends nothing along.
    const [mine, theirs] = await Promise.all([
      one.create(theme(round), { expectedHead: heads[0] ?? null }),
      two.create(theme(round - 1), { expectedHead: heads[1] ?? null, documents: [] }),
    ]);
    assert.equal(mine.status, 200, JSON.stringify(mine.body));
    heads[0] = mine.body.snapshot.snapshotId;
    outcomes.add(theirs.status === 200 ? 'stored' : theirs.body.code);
    if (theirs.status !== 200) continue;
    heads[1] = theirs.body.snapshot.snapshotId;
    assert.equal((await two.get(theirs.body.snapshot.snapshotId)).status, 200);
  }
  assert.deepEqual(
    [...outcomes].filter((it) => it !== 'stored' && it !== 'missing-documents'),
    [],
  );
});

function theme(round: number) {
  return capture({ personalization: { 'made.up.theme': `theme ${round}` } });
}
