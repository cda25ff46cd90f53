import assert from 'node:assert/strict';
import { documentText } from '../../src/domain/snapshot/take-snapshot.ts';
import type { ProfileList } from '../../src/protocol/operations/backup.ts';
import { CAPTURE, capture, onEachServer } from './service-fixture.ts';

onEachServer(
  "a person's settings go in from one device and come out on the next",
  async ({ newTenant, newDevice, counts, advance, sql, logged }) => {
    const tenant = await newTenant();
    const old = await newDevice(tenant, 'anna@contoso.example', 'OLD-PC');
    const first = capture();

    const proposal = await old.propose(first);
    assert.deepEqual(proposal.body, {
      outcome: 'wanted',
      headSnapshotId: null,
      missing: first.manifest.categories.map((entry) => entry.sha256),
    });
    assert.equal((await counts())['backup_profile'], 0, 'asking stores nothing');
    const stored = await old.create(first);
    assert.equal(stored.status, 200);
    assert.equal(stored.body.created, true);
    assert.equal(stored.body.snapshot.isHead, true);

    // Unchanged: one request, the head is confirmed, and nothing is written but that and its event.
    const before = await counts();
    advance(60_000);
    const again = await old.propose(first);
    assert.equal(again.body.outcome, 'unchanged');
    assert.deepEqual(await counts(), { ...before, audit_entry: (before['audit_entry'] ?? 0) + 1 });
    const { body } = await old.send<ProfileList>('GET', '/v1/backup-profiles');
    assert.deepEqual(
      body.profiles.map((it) => [it.deviceName, it.snapshotCount, it.headSnapshotId, it.lastConfirmedAt]),
      [['OLD-PC', 1, stored.body.snapshot.snapshotId, '2026-01-01T00:01:00.000Z']],
    );

    // One category changed: only its document is wanted.
    const second = capture({ ...CAPTURE, personalization: { 'made.up.theme': 'light', 'made.up.color': 'green' } });
    const change = await old.propose(second);
    assert.deepEqual(change.body, {
      outcome: 'wanted',
      headSnapshotId: stored.body.snapshot.snapshotId,
      missing: [second.manifest.categories[1]?.sha256],
    });
    advance(60_000);
    const replaced = await old.backUp(second);
    assert.equal(replaced.body.snapshot.parentSnapshotId, stored.body.snapshot.snapshotId);
    assert.equal((await counts())['blob'], 3);

    // The same person on another device sees both and gets back every byte.
    const next = await newDevice(tenant, 'Anna@contoso.example', 'NEW-PC');
    const history = await next.list();
    assert.deepEqual(
      history.body.snapshots.map((it) => [it.snapshotId, it.isHead]),
      [
        [replaced.body.snapshot.snapshotId, true],
        [stored.body.snapshot.snapshotId, false],
      ],
    );
    for (const [snapshot, { snapshotId }] of [
      [first, stored.body.snapshot],
      [second, replaced.body.snapshot],
    ] as const) {
      const got = await next.get(snapshotId);
      assert.deepEqual(got.body.manifest, snapshot.manifest);
      assert.deepEqual(got.body.documents, snapshot.documents.map(documentText));
    }

    const events = await sql(
      `SELECT e->>'activity' || ' by ' || (e->'actor'->>'auditActorType') AS event
         FROM audit_entry, LATERAL (SELECT convert_from(body, 'UTF8')::jsonb AS e) AS event ORDER BY leaf_index`,
    );
    assert.deepEqual(
      events.map((it) => it['event']),
      [
        'tenant.created by Operator',
        'device.enrolled by Operator',
        'snapshot.stored by Device',
        'snapshot.confirmed by Device',
        'snapshot.stored by Device',
        'device.enrolled by Operator',
      ],
    );
    const secret = old.enrolled.token.split('.').at(-1) ?? '';
    const log = logged.join('\n');
    for (const word of [secret, 'made.up', 'green', 'anna']) assert.ok(!log.includes(word), `the log holds ${word}`);
    assert.match(log, /POST \/v1\/snapshots 200/);
  },
);
