// Time goes by.

import type { Act } from '../act.ts';

const HOUR = 60 * 60_000;

export const TIMES_ACTS: readonly Act[] = [
  passing('an hour goes by', 6, HOUR),
  passing('a day goes by', 4, 24 * HOUR),
  passing('eight days go by', 3, 8.5 * 24 * HOUR),
];

function passing(name: string, weight: number, milliseconds: number): Act {
  return { name, weight, perform: async ({ pass, chance }) => pass(chance.integer(milliseconds / 2, milliseconds)) };
}
