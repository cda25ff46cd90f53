// Going through a whole hive.

import type { Hive } from './hive.ts';
import type { HiveKey } from './hive-key.ts';
import { HiveError, type HiveProblem } from './problem.ts';

/** Every key, parents before their subkeys, subkeys in list order; without recursion. */
export function* walkHive(hive: Hive): Generator<HiveKey> {
  const open: HiveKey[] = [hive.root];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    yield key;
    const subkeys = key.subkeys();
    for (let i = subkeys.length - 1; i >= 0; i -= 1) open.push(subkeys[i] as HiveKey);
  }
}

/** Reads everything there is and returns the first problem met, or `undefined` when the hive is sound. */
export function verifyHive(hive: Hive): HiveProblem | undefined {
  try {
    for (const key of walkHive(hive)) {
      void [key.name, key.className, key.securityDescriptor()];
      for (const value of key.values()) void [value.name, value.data];
    }
  } catch (error) {
    if (error instanceof HiveError) return error.problem;
    throw error;
  }
  return hive.problems[0];
}
