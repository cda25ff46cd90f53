// Which fixes to begin with. A device is unlocked by a set of fixes when everything that refuses it is in the set; what is not
// known of it may still be in its way, and such devices are counted apart.
//
// Two answers, and both are exact counts. Each fix by itself: whom it concerns, and whom it unlocks alone. And a plan: a sequence of
// steps, where each adds the fixes that unlock the most devices for each fix added, given those before; so that devices that need
// two fixes are found although neither fix helps by itself. The choice of steps is greedy: the numbers of a plan are true, but a
// cleverer order may exist.

import type { Standing } from './standing.ts';

export type Fix = {
  /** Of the reason that it answers. */
  readonly code: string;
  readonly fix: string;
  /** That it is needed for, among other fixes or alone. */
  readonly concerns: Heads;
  readonly unlocksAlone: Unlocked;
};

export type Heads = { readonly devices: number; readonly people: number };

export type Unlocked = Heads & {
  /** No longer refused, but what is not known of them is still in the way. */
  readonly perhaps: Heads;
};

export type PlanStep = {
  readonly fixes: readonly { readonly code: string; readonly fix: string }[];
  /** By all steps up to this one. */
  readonly unlocked: Unlocked;
};

export type Counted = { readonly standing: Standing; readonly devices: number; readonly people: number };

export function rankFixes(counted: readonly Counted[]): readonly Fix[] {
  const demands = demandsOf(counted);
  const codes = new Map(demands.flatMap(({ needs }) => [...needs]));
  return [...codes]
    .map(([fix, code]) => {
      const concerned = demands.filter(({ needs }) => needs.has(fix));
      const alone = concerned.filter(({ needs }) => needs.size === 1);
      return { code, fix, concerns: sum(concerned), unlocksAlone: unlockedBy(alone) };
    })
    .toSorted(
      (a, b) =>
        weight(b.unlocksAlone) - weight(a.unlocksAlone) ||
        b.concerns.devices - a.concerns.devices ||
        (a.fix < b.fix ? -1 : 1),
    );
}

export function planOf(counted: readonly Counted[], stepsMax = 12): readonly PlanStep[] {
  const demands = demandsOf(counted);
  const codes = new Map(demands.flatMap(({ needs }) => [...needs]));
  const done = new Set<string>();
  const steps: PlanStep[] = [];
  while (steps.length < stepsMax) {
    const added = nextFixes(demands, done);
    if (added === undefined) break;
    for (const fix of added) done.add(fix);
    const unlocked = unlockedBy(demands.filter(({ needs }) => isWithin(needs, done)));
    steps.push({ fixes: added.map((fix) => ({ code: codes.get(fix) ?? '', fix })), unlocked });
  }
  return steps;
}

/** Those who need the same, with what they need: each fix with the code of its reason. */
type Demand = { readonly needs: ReadonlyMap<string, string>; readonly counted: readonly Counted[] } & Heads;

function demandsOf(counted: readonly Counted[]): readonly Demand[] {
  const refused = counted.filter(
    ({ standing, devices, people }) => standing.refusals.length > 0 && devices + people > 0,
  );
  const alike = Map.groupBy(refused, ({ standing }) => [...needsOf(standing).keys()].toSorted().join('\n'));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ needs: needsOf(first.standing), counted: group, ...sum(group) }];
  });
}

function needsOf({ refusals }: Standing): ReadonlyMap<string, string> {
  return new Map(refusals.flatMap(({ code, fixes }) => fixes.map((fix) => [fix, code] as const)));
}

/** Of the sets of fixes that some devices still need, the one that unlocks the most for each fix in it. */
function nextFixes(demands: readonly Demand[], done: ReadonlySet<string>): readonly string[] | undefined {
  const open = demands
    .map(({ needs, devices, people }) => ({ left: new Set(needs.keys()).difference(done), devices, people }))
    .filter(({ left }) => left.size > 0)
    .toSorted((a, b) => b.devices - a.devices || b.people - a.people);
  let best: { readonly fixes: readonly string[]; readonly gain: number } | undefined;
  for (const { left } of open.slice(0, CANDIDATES_MAX)) {
    const gained = open.filter((other) => other.left.isSubsetOf(left));
    const { devices, people } = sum(gained);
    const gain = (devices + people / PEOPLE_PER_DEVICE) / left.size;
    const fixes = [...left].toSorted();
    if (best === undefined || gain > best.gain || (gain === best.gain && fixes.join() < best.fixes.join()))
      best = { fixes, gain };
  }
  return best?.fixes;
}

/** Sets tried in each step: those that most devices need. */
const CANDIDATES_MAX = 100;
/** Devices count first; people only where devices are equal. */
const PEOPLE_PER_DEVICE = 1e9;

function isWithin(needs: ReadonlyMap<string, string>, fixes: ReadonlySet<string>): boolean {
  return needs.keys().every((fix) => fixes.has(fix));
}

function unlockedBy(demands: readonly Demand[]): Unlocked {
  const all = demands.flatMap(({ counted }) => counted);
  const isKnown = ({ standing }: Counted): boolean => standing.missing.length === 0;
  return { ...sum(all.filter(isKnown)), perhaps: sum(all.filter((it) => !isKnown(it))) };
}

function weight({ devices, perhaps }: Unlocked): number {
  return devices + perhaps.devices;
}

export function sum(counted: readonly Heads[]): Heads {
  let [devices, people] = [0, 0];
  for (const each of counted) {
    devices += each.devices;
    people += each.people;
  }
  return { devices, people };
}
