// Many seeds on one database: some at a time, since each waits for the database most of its life; and the same seed with fewer
// steps, to find the shortest history that still goes wrong.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerKind, type TestDatabase, withTestDatabase } from '../database.ts';
import { ACTS, INVARIANTS, realHandlers } from './everything.ts';
import { openWitness, type Witness } from './sight.ts';
import { type History, simulate, type SimulationOptions } from './simulate.ts';

export type Bench = TestDatabase & { readonly openWitness: () => Promise<Witness>; readonly folder: string };

export type Wanted = Pick<SimulationOptions, 'seed' | 'steps'> &
  Partial<Pick<SimulationOptions, 'makeHandlers' | 'acts' | 'invariants' | 'also' | 'bendTarget'>>;

/** A database and a folder for as many simulations as one likes; a seed can be run once on each. */
export function withBench<T>(work: (bench: Bench) => Promise<T>, kind?: ServerKind): Promise<T> {
  return withTestDatabase(async (server) => {
    const folder = mkdtempSync(join(tmpdir(), 'keepsake-simulation-'));
    try {
      return await work({ ...server, openWitness: () => openWitness(server.owner), folder });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, kind);
}

export async function runSeed(bench: Bench, wanted: Wanted): Promise<History> {
  const folder = join(bench.folder, String(wanted.seed));
  const witness = await bench.openWitness();
  try {
    const usual = { makeHandlers: realHandlers, acts: ACTS, invariants: INVARIANTS };
    return await simulate({ ...usual, ...wanted, database: bench.database, witness, folder });
  } finally {
    await witness.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Seeds = { readonly first: number; readonly count: number; readonly wanted: Omit<Wanted, 'seed'> };

/** Ends with the first that goes wrong; `each` is told of all. */
export async function runSeeds(
  bench: Bench,
  { first, count, wanted }: Seeds,
  each: (history: History) => void = () => {},
): Promise<History | undefined> {
  let next = first;
  let wrong: History | undefined;
  const lane = async (): Promise<void> => {
    while (next < first + count && wrong === undefined) {
      const seed = next;
      next += 1;
      const history = await runSeed(bench, { ...wanted, seed });
      each(history);
      if (history.violation !== undefined) wrong ??= history;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return wrong;
}

/** The same seed, with as few steps before the end as still go wrong. */
export async function shrink(wanted: Wanted, history: History): Promise<History> {
  const { violation } = history;
  if (violation === undefined || !violation.isAtTheEnd) return history;
  let shortest = history;
  for (let [least, most] = [0, wanted.steps]; least < most; ) {
    const steps = Math.floor((least + most) / 2);
    const again = await withBench((bench) => runSeed(bench, { ...wanted, steps }));
    if (again.violation === undefined) least = steps + 1;
    else [most, shortest] = [steps, again];
  }
  return shortest;
}

const LANES = 3;
