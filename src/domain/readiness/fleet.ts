// A whole fleet, held so that a million subjects fit into little memory: for each the number of its class, its device and its
// person. Devices and people are numbered by whoever loads them, from 0 without gaps, and keep their names there.

import { classKey, numbering } from './fact-class.ts';
import type { SubjectFacts } from './subject.ts';

export type Fleet = {
  readonly classes: readonly SubjectFacts[];
  /** For each subject, as are the next two. */
  readonly classOf: Int32Array;
  readonly deviceOf: Int32Array;
  /** `NOBODY` on a device that nobody is known to use. */
  readonly personOf: Int32Array;
  readonly deviceCount: number;
  readonly personCount: number;
};

export const NOBODY = -1;

export type FleetClasses = {
  /** Those that came up so far. */
  readonly all: readonly SubjectFacts[];
  readonly numberOf: (facts: SubjectFacts) => number;
};

export function fleetClasses(): FleetClasses {
  const [all, numbers, numberOf] = [[] as SubjectFacts[], new Map<string, number>(), numbering()];
  return {
    all,
    numberOf: (facts) => {
      const key = classKey(facts, numberOf);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(facts) - 1;
    },
  };
}
