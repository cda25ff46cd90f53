// The fleet decided: for every device and every person, on every occasion, how they stand. The one `decide` is asked once for each
// class and occasion, and nothing is decided here.
//
// The law of counting: a device stands as the person on it who is nearest to being eligible, and a person as the device of theirs
// that is. So a device counts as ready when somebody can use it that way, and what is told to be in its way is the shortest way.

import type { TenantChoices } from '../eligibility/choices.ts';
import { decide } from '../eligibility/decide.ts';
import { type Occasion, OCCASIONS } from '../enrollment/phase.ts';
import { type Fleet, NOBODY } from './fleet.ts';
import { byNearness, type Standing, standingKey, standingOf } from './standing.ts';
import { factsOn } from './subject.ts';

export type Assessment = {
  readonly fleet: Fleet;
  readonly occasions: Readonly<Record<Occasion, OccasionAssessment>>;
};

export type OccasionAssessment = {
  readonly occasion: Occasion;
  /** All that come up, the nearest first; the others are positions in it. */
  readonly standings: readonly Standing[];
  readonly ofClasses: Int32Array;
  readonly ofDevices: Positions;
  readonly ofPeople: Positions;
};

/** Two bytes for each of a million are enough, as long as there are not more standings than that. */
type Positions = Uint16Array | Int32Array;

export function assess(fleet: Fleet, choices: TenantChoices): Assessment {
  const [backup, oobe, firstSignIn, inUse] = OCCASIONS.map((occasion) => assessOccasion(fleet, choices, occasion));
  // OCCASIONS has these four, in this order.
  return { fleet, occasions: { backup, oobe, firstSignIn, inUse } as Assessment['occasions'] };
}

export function assessOccasion(fleet: Fleet, choices: TenantChoices, occasion: Occasion): OccasionAssessment {
  const { standings, ofClasses } = standingsOf(fleet, choices, occasion);
  const { classOf, deviceOf, personOf, deviceCount, personCount } = fleet;
  // Nobody is left at the worst: whoever is numbered is some subject's.
  const ofDevices = positionsOf(deviceCount, standings.length).fill(standings.length - 1);
  const ofPeople = positionsOf(personCount, standings.length).fill(standings.length - 1);
  for (let subject = 0; subject < classOf.length; subject += 1) {
    const at = ofClasses[classOf[subject] ?? 0] ?? 0;
    const [device, person] = [deviceOf[subject] ?? 0, personOf[subject] ?? NOBODY];
    if (at < (ofDevices[device] ?? 0)) ofDevices[device] = at;
    if (person !== NOBODY && at < (ofPeople[person] ?? 0)) ofPeople[person] = at;
  }
  return { occasion, standings, ofClasses, ofDevices, ofPeople };
}

function positionsOf(count: number, standings: number): Positions {
  return standings <= 0xffff ? new Uint16Array(count) : new Int32Array(count);
}

function standingsOf({ classes }: Fleet, choices: TenantChoices, occasion: Occasion) {
  const keys: string[] = [];
  const known = new Map<string, Standing>();
  for (const facts of classes) {
    const asked = factsOn(facts, occasion);
    const standing = standingOf(decide(asked, choices), asked);
    const key = standingKey(standing);
    keys.push(key);
    if (!known.has(key)) known.set(key, standing);
  }
  const standings = [...known.values()].toSorted(byNearness);
  const positions = new Map(standings.map((standing, position) => [standingKey(standing), position]));
  return { standings, ofClasses: Int32Array.from(keys, (key) => positions.get(key) ?? 0) };
}

/** How many of those that `of` lists stand at each position. */
export function countsOf(of: Positions, standings: readonly Standing[]): Int32Array {
  const counts = new Int32Array(standings.length);
  for (const at of of) counts[at] = (counts[at] ?? 0) + 1;
  return counts;
}
