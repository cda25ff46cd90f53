// The test of the test: each bug that is planted is found, by the invariant that it breaks, within a few seeds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAdministrator } from '../database.ts';
import { ACTS } from './everything.ts';
import { inMemory } from './in-memory.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { reportOf } from './report.ts';
import { runSeeds, withBench } from './run-seeds.ts';

inMemory();

for (const [name, { found, unguarded, often = [], ...bug }] of Object.entries(PLANTED_BUGS)) {
  test(`is found: ${name}`, () =>
    withBench(async (bench) => {
      if (unguarded !== undefined) await asAdministrator(bench.owner, unguarded);
      const acts = ACTS.map((act) => (often.includes(act.name) ? { ...act, weight: act.weight * 5 } : act));
      const wrong = await runSeeds(bench, { first: 1, count: SEEDS_MAX, wanted: { steps: 60, acts, ...bug } });
      assert.ok(wrong !== undefined, `${SEEDS_MAX} seeds, and nothing was found`);
      assert.equal(wrong.violation?.invariant, found, reportOf(wrong));
    }));
}

const SEEDS_MAX = 60;
