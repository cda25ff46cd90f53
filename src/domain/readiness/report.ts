// What a fleet is ready for: on each occasion how many devices and people, for which reasons the others are not, which fixes help
// the most, and which facts to find out. Counts alone; who is behind each is told by whoever knows the names.

import { factWords } from '../eligibility/fact-names.ts';
import { RULES } from '../eligibility/rules.ts';
import { type Occasion, OCCASIONS } from '../enrollment/phase.ts';
import { type Assessment, countsOf, type OccasionAssessment } from './assess.ts';
import { type Counted, type Fix, type Heads, type PlanStep, planOf, rankFixes, sum } from './rank-fixes.ts';
import type { Refusal, Verdict } from './standing.ts';

export type ReadinessReport = {
  readonly devices: number;
  readonly people: number;
  readonly occasions: readonly OccasionReport[];
};

export type OccasionReport = {
  readonly occasion: Occasion;
  readonly devices: Readonly<Record<Verdict, number>>;
  readonly people: Readonly<Record<Verdict, number>>;
  /** What refuses, the most frequent first; a device may have several. */
  readonly reasons: readonly Reason[];
  readonly fixes: readonly Fix[];
  readonly plan: readonly PlanStep[];
  /** What keeps the answer unknown of devices and people that nothing refuses. */
  readonly missing: readonly MissingFact[];
};

export type Reason = Heads & {
  readonly code: string;
  readonly ruleId: string;
  /** The rule that does not hold, in words. */
  readonly title: string;
  /** What was seen, the most frequent first, with what follows; at most so many. */
  readonly seen: readonly (Heads & Omit<Refusal, 'code' | 'ruleId'>)[];
};

export type MissingFact = Heads & {
  readonly fact: string;
  readonly words: string;
  readonly where: string;
  /** For whom it is all that is missing. */
  readonly alone: Heads;
};

export function reportOf({ fleet, occasions }: Assessment): ReadinessReport {
  return {
    devices: fleet.deviceCount,
    people: fleet.personCount,
    occasions: OCCASIONS.map((occasion) => reportOccasion(occasions[occasion])),
  };
}

export function reportOccasion({ occasion, standings, ofDevices, ofPeople }: OccasionAssessment): OccasionReport {
  const [devices, people] = [countsOf(ofDevices, standings), countsOf(ofPeople, standings)];
  const counted = standings
    .map((standing, at) => ({ standing, devices: devices[at] ?? 0, people: people[at] ?? 0 }))
    .filter((it) => it.devices + it.people > 0);
  return {
    occasion,
    devices: verdicts(counted, 'devices'),
    people: verdicts(counted, 'people'),
    reasons: reasonsIn(counted),
    fixes: rankFixes(counted),
    plan: planOf(counted),
    missing: missingIn(counted),
  };
}

function verdicts(counted: readonly Counted[], heads: keyof Heads): Record<Verdict, number> {
  const count = (verdict: Verdict): number =>
    sum(counted.filter(({ standing }) => standing.verdict === verdict))[heads];
  return { eligible: count('eligible'), ineligible: count('ineligible'), unknown: count('unknown') };
}

function reasonsIn(counted: readonly Counted[]): readonly Reason[] {
  const refused = counted.flatMap(({ standing, ...heads }) =>
    standing.refusals.map((refusal) => ({ refusal, devices: heads.devices, people: heads.people })),
  );
  return [...Map.groupBy(refused, ({ refusal }) => refusal.code)]
    .map(([code, all]) => {
      const ruleId = all[0]?.refusal.ruleId ?? '';
      return { code, ruleId, title: TITLES.get(ruleId) ?? ruleId, ...sum(all), seen: seenIn(all) };
    })
    .toSorted((a, b) => byHeads(a, b) || (a.code < b.code ? -1 : 1));
}

function seenIn(all: readonly (Heads & { readonly refusal: Refusal })[]): Reason['seen'] {
  return [...Map.groupBy(all, ({ refusal }) => JSON.stringify(refusal)).values()]
    .flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const { evidence, administrator, fixes } = first.refusal;
      return [{ evidence, administrator, fixes, ...sum(same) }];
    })
    .toSorted((a, b) => byHeads(a, b) || (a.administrator < b.administrator ? -1 : 1))
    .slice(0, SEEN_MAX);
}

function missingIn(counted: readonly Counted[]): readonly MissingFact[] {
  const unknown = counted.filter(({ standing }) => standing.verdict === 'unknown');
  const facts = [...new Set(unknown.flatMap(({ standing }) => standing.missing))];
  return facts
    .map((fact) => {
      const waiting = unknown.filter(({ standing }) => standing.missing.includes(fact));
      const alone = sum(waiting.filter(({ standing }) => standing.missing.length === 1));
      return { fact, ...factWords(fact), ...sum(waiting), alone };
    })
    .toSorted((a, b) => byHeads(a, b) || (a.fact < b.fact ? -1 : 1));
}

function byHeads(one: Heads, other: Heads): number {
  return other.devices - one.devices || other.people - one.people;
}

const TITLES: ReadonlyMap<string, string> = new Map(RULES.map(({ id, title }) => [id, title]));
const SEEN_MAX = 10;
