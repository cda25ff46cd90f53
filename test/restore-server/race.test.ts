// Several at once: one restore, one winner, and each change once in the log.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, eventNames, offered } from './restore-fixture.ts';

onEachServer('twenty that ask at once get one restore', async (service) => {
  const { fresh } = await annaWithTwoDevices(service);
  const answers = await Promise.all(Array.from({ length: 20 }, () => fresh.ask('oobe')));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(answers.map(({ body }) => body.session?.sessionId)).size, 1);
  assert.equal(new Set(answers.map(({ body }) => body.decisionId)).size, 1);
  const events = await eventNames(service);
  for (const activity of ['restore.offered', 'restore.decided', 'device.reported']) {
    assert.equal(events.filter((it) => it === activity).length, 1, activity);
  }
});

onEachServer('of ten that choose at once one wins, and the others are told', async (service) => {
  const { fresh } = await annaWithTwoDevices(service);
  const { session, profiles } = await offered(fresh, 'oobe');
  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      fresh.step(session, index % 2 === 0 ? { kind: 'choose', profileId, snapshotId } : { kind: 'setUpAsNew' }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
  assert.ok(
    refusals.every((code) => code === 'stale-version' || code === 'illegal-transition'),
    refusals.join(),
  );
  const changes = (await eventNames(service)).filter((it) => it === 'restore.chosen' || it === 'restore.skipped');
  assert.equal(changes.length, 1);
});

onEachServer('a step that is repeated is done once, at once or later', async (service) => {
  const { fresh } = await annaWithTwoDevices(service);
  const { session, profiles } = await offered(fresh, 'oobe');
  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const transition = { kind: 'choose', profileId, snapshotId } as const;
  const body = { transitionId: randomUUID(), version: session.version, transition };
  const answers = await Promise.all(Array.from({ length: 10 }, () => fresh.move(session.sessionId, body)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.deepEqual(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1);
  const other = await fresh.move(session.sessionId, { ...body, transition: { kind: 'setUpAsNew' } });
  assert.equal(other.body.code, 'illegal-transition');
  assert.equal((await eventNames(service)).filter((it) => it === 'restore.chosen').length, 1);
});
