// How old a backup may be and still count as fresh: one period, the share of half a day that spreads devices, and a grace for
// a weekend on which the device was off. Older is ageing: it still restores, but somebody should look why there is none since.

import { JITTER_MILLISECONDS_MAX, PERIOD_MILLISECONDS } from './decide-run.ts';

const GRACE_MILLISECONDS = 36 * 60 * 60_000;

export const FRESH_MILLISECONDS = PERIOD_MILLISECONDS + JITTER_MILLISECONDS_MAX + GRACE_MILLISECONDS;

export type Freshness = 'fresh' | 'ageing' | 'none';

/** `confirmedAt`: when the device last said that the latest snapshot is what it has. */
export function freshnessOf(confirmedAt: number | undefined, now: number): Freshness {
  if (confirmedAt === undefined) return 'none';
  return now - confirmedAt <= FRESH_MILLISECONDS ? 'fresh' : 'ageing';
}
