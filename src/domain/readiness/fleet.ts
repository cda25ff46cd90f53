// A whole fleet, held so that a million subjects fit into little memory: for each the number of its class, its device and its
// person. Devices and people are numbered by whoever loads them, from 0 without gaps, and keep their names there.

import { intList } from '../../lib/int-list.ts';
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

export type FleetBuilder = {
  /** Answers with the number of the class, for whoever knows that others are alike. */
  readonly classOf: (facts: SubjectFacts) => number;
  readonly add: (classNumber: number, device: number, person: number) => void;
  readonly build: () => Fleet;
};

export function fleetBuilder(): FleetBuilder {
  const [classes, numbers, numberOf] = [[] as SubjectFacts[], new Map<string, number>(), numbering()];
  const [classOf, deviceOf, personOf] = [intList(), intList(), intList()];
  let [deviceCount, personCount] = [0, 0];
  return {
    classOf: (facts) => {
      const key = classKey(facts, numberOf);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, classes.length);
      return classes.push(facts) - 1;
    },
    add: (classNumber, device, person) => {
      classOf.push(classNumber);
      deviceOf.push(device);
      personOf.push(person);
      deviceCount = Math.max(deviceCount, device + 1);
      personCount = Math.max(personCount, person + 1);
    },
    build: () => ({
      classes,
      classOf: classOf.values(),
      deviceOf: deviceOf.values(),
      personOf: personOf.values(),
      deviceCount,
      personCount,
    }),
  };
}
