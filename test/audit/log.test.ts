// The log where it is written: many at once, again after a lost answer, and by somebody with the owner's rights.

import assert from 'node:assert/strict';
import type { AuditEvent } from '../../src/domain/audit/event.ts';
import { verifyCopy } from '../../src/domain/audit/verify-copy.ts';
import { ok } from '../../src/lib/result.ts';
import { appendAuditEvent } from '../../src/server/audit/audit-store.ts';
import { exportCopy } from '../../src/server/audit/export-copy.ts';
import { followEvents } from '../../src/server/audit/follow-events.ts';
import { readEvents } from '../../src/server/audit/read-log.ts';
import type { Context } from '../../src/server/context.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk } from '../database.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { appendMany, copyOf, exported, someAct, withFolder } from './log-fixture.ts';

onEachServer('events of transactions side by side get one order, without a gap and without a fork', async (service) => {
  const { context, newTenant } = service;
  const [tenantId, otherId] = [await newTenant(), await newTenant()];
  // A third of the transactions append two events, and a third are rolled back: these must leave no gap.
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      inTenant(context, i % 2 === 0 ? tenantId : otherId, async (tx) => {
        await appendAuditEvent(tx, someAct(context, `of ${i}`));
        if (i % 3 === 0) await appendAuditEvent(tx, someAct(context, `again of ${i}`));
        return i % 3 === 1 ? undone : ok(i);
      }),
    ),
  );
  assert.equal(outcomes.filter((it) => it.ok).length, 40);
  for (const each of [tenantId, otherId]) {
    const events = await eventsOf(context, each);
    assert.deepEqual(
      events.map((event) => [event.leafIndex, event.tenantId]),
      Array.from({ length: 31 }, (_, i) => [i, each]),
    );
    await withFolder(async (folder) => {
      const { files, key } = await exported(context, each, `${folder}/copy`);
      assert.ok(verifyCopy(copyOf(files), { key }).ok);
    });
  }
});

onEachServer('an event that is appended again, at once or later, is there once', async ({ context, newTenant }) => {
  const tenantId = await newTenant();
  const act = someAct(context);
  const append = () =>
    inTenant(context, tenantId, async (tx) => {
      await appendAuditEvent(tx, act);
      return ok(undefined);
    });
  for (const outcome of await Promise.all([append(), append(), append()])) assert.ok(outcome.ok);
  assert.ok((await append()).ok);
  const events = await eventsOf(context, tenantId);
  assert.deepEqual(
    events.map(({ id }) => id === act.eventId),
    [false, true],
  );
});

onEachServer('whoever changes the database with the owner’s rights is found out', async (service) => {
  const { context, newTenant, sql } = service;
  const edits: Record<string, string> = {
    'an event changed': `UPDATE audit_entry SET body = convert_to(replace(convert_from(body, 'UTF8'), 'made up 7', 'made up 8'), 'UTF8')`,
    'two events swapped':
      'UPDATE audit_entry SET leaf_index = CASE leaf_index WHEN 5 THEN 1006 WHEN 6 THEN 1005 END WHERE leaf_index IN (5, 6)',
    'an event removed': 'DELETE FROM audit_entry WHERE leaf_index = 5',
    'a node changed': 'UPDATE audit_node SET hash = sha256(hash)',
    'the head moved back': `UPDATE audit_log SET size = 256, frontier = substr(frontier, 1, 32)`,
    'an event and its hash changed': `UPDATE audit_entry SET body = '{}', leaf_hash = sha256('\\x007b7d') WHERE leaf_index = 5`,
  };
  for (const [name, edit] of Object.entries(edits)) {
    const tenantId = await newTenant();
    await appendMany(context, tenantId, 259);
    await withFolder(async (folder) => {
      const { files } = await exported(context, tenantId, `${folder}/before`);
      const again = () => exportCopy(context, tenantId, `${folder}/before`);
      const where = edit.includes('WHERE') ? 'AND' : 'WHERE';
      await sql(`${edit} ${where} tenant_id = '${tenantId}'`);
      if (name === 'two events swapped') {
        await sql(`UPDATE audit_entry SET leaf_index = leaf_index - 1000 WHERE leaf_index >= 1000`);
      }
      if (name === 'the head moved back') assert.equal((await again()).ok, false, 'a later copy is not overwritten');
      const after = await exported(context, tenantId, `${folder}/after`);
      const earlier = files.get('checkpoint');
      assert.equal(verifyCopy(copyOf(after.files), { key: after.key, earlier }).ok, false, name);
    });
  }
});

onEachServer('a stream goes on where it was left, without a gap and without a repeat', async (service) => {
  const { context, newTenant } = service;
  const tenantId = await newTenant();
  const seen: string[] = [];
  let after: number | undefined;
  for (const more of [0, 1, 600, 0, 3]) {
    await appendMany(context, tenantId, more);
    const deliver = async (bodies: readonly string[]) => void seen.push(...bodies);
    after = expectOk(await followEvents(context, { tenantId, after, deliver }));
    assert.equal(after, seen.length - 1);
  }
  const stop = new AbortController();
  const deliver = async (bodies: readonly string[]) => {
    seen.push(...bodies);
    stop.abort();
  };
  const following = followEvents(context, { tenantId, after, stop: stop.signal, deliver });
  await appendMany(context, tenantId, 1);
  assert.equal(expectOk(await following), seen.length - 1);
  const stored = await eventsOf(context, tenantId);
  assert.deepEqual(
    seen.map((line) => (JSON.parse(line) as AuditEvent).id),
    stored.map(({ id }) => id),
  );
});

const undone = { ok: false, error: { code: 'not-found', detail: 'made up' } } as const;

async function eventsOf(context: Context, tenantId: string): Promise<readonly AuditEvent[]> {
  const bodies = expectOk(await readEvents(context, tenantId, { after: undefined, limit: 10_000 }));
  return bodies.map((body) => JSON.parse(new TextDecoder().decode(body)) as AuditEvent);
}
