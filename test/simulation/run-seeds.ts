// Many seeds, one after the other, on one database.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerKind, TestDatabase } from '../database.ts';
import { withTestDatabase } from '../database.ts';
import { ACTS, INVARIANTS, realHandlers } from './everything.ts';
import { type Witness, openWitness } from './sight.ts';
import { type History, simulate, type SimulationOptions } from './simulate.ts';

export type Bench = TestDatabase & { readonly witness: Witness; readonly folder: string };

export type Wanted = Pick<SimulationOptions, 'seed' | 'steps'> &
  Partial<Pick<SimulationOptions, 'makeHandlers' | 'acts' | 'invariants' | 'also'>>;

/** A database and a folder for as many simulations as one likes; a seed can be run once on each. */
export function withBench<T>(work: (bench: Bench) => Promise<T>, kind?: ServerKind): Promise<T> {
  return withTestDatabase(async (server) => {
    const folder = mkdtempSync(join(tmpdir(), 'keepsake-simulation-'));
    const witness = await openWitness(server.owner);
    try {
      return await work({ ...server, witness, folder });
    } finally {
      await witness.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, kind);
}

export async function runSeed({ database, witness, folder }: Bench, wanted: Wanted): Promise<History> {
  const own = join(folder, String(wanted.seed));
  try {
    const usual = { makeHandlers: realHandlers, acts: ACTS, invariants: INVARIANTS };
    return await simulate({ ...usual, ...wanted, database, witness, folder: own });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
