// The same fleet under two sets of circumstances: whose verdict differs, and how. Both hold the same devices and people under the
// same numbers.

import type { Occasion } from '../enrollment/phase.ts';
import { OCCASIONS } from '../enrollment/phase.ts';
import type { Assessment, OccasionAssessment } from './assess.ts';
import type { Verdict } from './standing.ts';

export type Difference = {
  readonly occasion: Occasion;
  readonly devices: readonly Change[];
  readonly people: readonly Change[];
};

/** Everybody whose verdict went from one to another. */
export type Change = {
  readonly from: Verdict;
  readonly to: Verdict;
  readonly count: number;
  /** Their numbers: the first of them. */
  readonly sample: readonly number[];
};

export function compare(before: Assessment, after: Assessment, sampleMax = 5): readonly Difference[] {
  return OCCASIONS.map((occasion) => {
    const [was, is] = [before.occasions[occasion], after.occasions[occasion]];
    return {
      occasion,
      devices: changes(was, is, 'ofDevices', sampleMax),
      people: changes(was, is, 'ofPeople', sampleMax),
    };
  });
}

function changes(
  before: OccasionAssessment,
  after: OccasionAssessment,
  heads: 'ofDevices' | 'ofPeople',
  sampleMax: number,
): readonly Change[] {
  const found = new Map<string, { from: Verdict; to: Verdict; count: number; sample: number[] }>();
  const [was, is] = [before[heads], after[heads]];
  for (let head = 0; head < was.length; head += 1) {
    const from = before.standings[was[head] ?? 0]?.verdict;
    const to = after.standings[is[head] ?? 0]?.verdict;
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from} ${to}`;
    const change = found.get(key) ?? { from, to, count: 0, sample: [] };
    found.set(key, change);
    change.count += 1;
    if (change.sample.length < sampleMax) change.sample.push(head);
  }
  return [...found.values()].toSorted(
    (a, b) => b.count - a.count || (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1),
  );
}
