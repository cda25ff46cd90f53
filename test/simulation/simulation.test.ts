// Some hundred histories of a small world in which everything goes wrong that may, and nothing that must not. More of them, and
// longer ones: `npm run sim`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMemory } from './in-memory.ts';
import { reportOf } from './report.ts';
import { runSeed, runSeeds, withBench } from './run-seeds.ts';

inMemory();

test('whatever happens, what must hold does', () =>
  withBench(async (bench) => {
    const counts = new Map<string, number>();
    const count = Number(process.env['KEEPSAKE_SIMULATION_SEEDS'] ?? SEEDS);
    const wrong = await runSeeds(bench, { first: 1, count, wanted: { steps: STEPS } }, (history) => {
      for (const [activity, times] of history.counts) counts.set(activity, (counts.get(activity) ?? 0) + times);
    });
    if (wrong !== undefined) assert.fail(reportOf(wrong));
    const never = HAPPENS.filter((activity) => !counts.has(activity));
    assert.deepEqual(never, [], 'what never happens is not tried');
  }));

test('a seed has one history', async () => {
  const histories = [];
  for (let time = 1; time <= 2; time += 1) {
    histories.push(await withBench((bench) => runSeed(bench, { seed: 7, steps: STEPS })));
  }
  assert.equal(histories[0]?.hash, histories[1]?.hash);
  const another = await withBench((bench) => runSeed(bench, { seed: 8, steps: STEPS }));
  assert.notEqual(another.hash, histories[0]?.hash);
});

const SEEDS = 200;
const STEPS = 50;

/** If the world changes so that one of these does not happen any more, the simulation says nothing about it any more. */
const HAPPENS = [
  'backup.decided',
  'snapshot.stored',
  'snapshot.confirmed',
  'snapshot.expired',
  'snapshot.deleted',
  'backupProfile.deleted',
  'user.erased',
  'user.allowedAgain',
  'legalHold.placed',
  'device.removed',
  'policy.created',
  'policy.assigned',
  'policy.deleted',
  'restorePage.set',
  'restore.decided',
  'restore.offered',
  'restore.chosen',
  'restore.progressed',
  'restore.completed',
  'restore.skipped',
  'restore.cancelled',
  'restore.expired',
];
