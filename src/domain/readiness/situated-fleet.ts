// What was gathered → everybody's situation, each distinct one once; and the fleet in a world. A device that nobody is known to use
// is there without a person; what is no Windows computer is left out and counted, and so is who uses nothing else.

import { intList } from '../../lib/int-list.ts';
import { type Fleet, fleetClasses, NOBODY } from './fleet.ts';
import type { Gathered } from './gather.ts';
import { numberedTexts } from './numbered-texts.ts';
import { situate } from './situate.ts';
import { deviceSituations, type DeviceSurroundings } from './situated-device.ts';
import { personSituations } from './situated-person.ts';
import type { SituatedPerson, Situation } from './situation.ts';
import { toldApart } from './told-apart.ts';
import type { World } from './world.ts';

export type SituatedFleet = {
  readonly situations: readonly Situation[];
  /** For each subject, as are the next two. */
  readonly situationOf: Int32Array;
  readonly deviceOf: Int32Array;
  readonly personOf: Int32Array;
  /** For each device of the fleet its position among those that were gathered; and for each person. */
  readonly gatheredDevices: Int32Array;
  readonly gatheredPeople: Int32Array;
  readonly notWindows: number;
};

export type Surroundings = DeviceSurroundings & {
  /** All that will be asked about: situations are told apart by what some policy of one of them can tell apart. */
  readonly worlds: readonly World[];
  readonly person: (person: number) => SituatedPerson;
};

export function situateFleet(gathered: Gathered, surroundings: Surroundings): SituatedFleet {
  const told = toldApart(surroundings.worlds);
  const device = deviceSituations(gathered, surroundings, told);
  const person = personSituations(gathered.personCount, surroundings.person, told);
  const pairs = numberedTexts<Situation>();
  const [situationOf, deviceOf, personOf] = [intList(), intList(), intList()];
  const [devices, people] = [renumbered(gathered.deviceCount), renumbered(gathered.personCount)];
  const add = (at: number, whom: number, account: number): void => {
    const where = device.numberOf(at);
    const who = whom === NOBODY ? NOBODY : person.numberOf(whom);
    const pair = pairs.numberOf(`${where} ${who} ${account}`, () => ({
      ...device.at(where),
      ...(who === NOBODY ? {} : { person: withAccount(person.at(who), account) }),
    }));
    situationOf.push(pair);
    deviceOf.push(devices.numberOf(at));
    personOf.push(whom === NOBODY ? NOBODY : people.numberOf(whom));
  };
  const [usedDevices, usingPeople, accounts] = gathered.uses;
  for (let use = 0; use < usedDevices.length; use += 1) {
    const at = usedDevices[use] ?? 0;
    if (gathered.isWindows(at)) add(at, usingPeople[use] ?? NOBODY, accounts[use] ?? 0);
  }
  let notWindows = 0;
  for (let at = 0; at < gathered.deviceCount; at += 1) {
    if (gathered.isOfAnother(at)) continue;
    if (!gathered.isWindows(at)) notWindows += 1;
    else if (!devices.has(at)) add(at, NOBODY, 0);
  }
  return {
    situations: pairs.all(),
    situationOf: situationOf.values(),
    deviceOf: deviceOf.values(),
    personOf: personOf.values(),
    gatheredDevices: devices.positions(),
    gatheredPeople: people.positions(),
    notWindows,
  };
}

export function fleetIn(situated: SituatedFleet, world: World): Fleet {
  const { situations, situationOf, deviceOf, personOf, gatheredDevices, gatheredPeople } = situated;
  const [classes, factsOf] = [fleetClasses(), situate(world)];
  const ofSituations = Int32Array.from(situations, (situation) => classes.numberOf(factsOf(situation)));
  return {
    classes: classes.all,
    classOf: situationOf.map((situation) => ofSituations[situation] ?? 0),
    deviceOf,
    personOf,
    deviceCount: gatheredDevices.length,
    personCount: gatheredPeople.length,
  };
}

/** Numbers without gaps, in the order in which they are asked for. */
function renumbered(count: number) {
  const [numbers, positions] = [new Int32Array(count).fill(-1), intList()];
  return {
    has: (position: number): boolean => numbers[position] !== -1,
    numberOf: (position: number): number => {
      if (numbers[position] === -1) {
        numbers[position] = positions.length;
        positions.push(position);
      }
      return numbers[position] ?? 0;
    },
    positions: () => positions.values(),
  };
}

/** With which account people sign in is what the device said; of the others it is taken that it is the organization's. */
function withAccount(person: SituatedPerson, account: number): SituatedPerson {
  return { ...person, facts: { ...person.facts, account: account === 2 ? 'other' : 'organizational' } };
}
