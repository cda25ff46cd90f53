// One simulation, from its seed to its end: as many steps as wanted, in each of which either something under way on the network
// moves on or somebody acts; then the faults stop, and whatever was begun must come to an end. After each step everything that must
// hold is looked at; the first thing that does not ends it.

import { finishEverything } from './finish.ts';
import type { Invariant, Moment } from './invariant.ts';
import { begin, type Complaint, type Happened, type Life, type LifeOptions } from './life.ts';

export type SimulationOptions = LifeOptions & {
  readonly steps: number;
  readonly invariants: readonly Invariant[];
};

export type History = {
  readonly seed: number;
  readonly steps: number;
  /** Equal for equal histories. */
  readonly hash: string;
  /** How often each thing happened that is told in the audit logs. */
  readonly counts: ReadonlyMap<string, number>;
  readonly violation: Violation | undefined;
};

export type Violation = Complaint & {
  readonly step: number;
  /** It was found after the faults had stopped. */
  readonly isAtTheEnd: boolean;
  readonly lastLines: readonly string[];
};

export async function simulate(options: SimulationOptions): Promise<History> {
  const life = await begin(options);
  const { trace } = life.simulation;
  const counts = new Map<string, number>();
  const judge = judgeOf(life, options.invariants, counts);
  let violation: Violation | undefined;
  let step = 0;
  const take = async (what: () => Promise<void>, isLast = false): Promise<boolean> => {
    step += 1;
    const wrong = await judge(what, isLast);
    const [isAtTheEnd, lastLines] = [step > options.steps, trace.last(LINES_SHOWN)];
    if (wrong !== undefined) violation = { ...wrong, step, isAtTheEnd, lastLines };
    return wrong === undefined;
  };
  // What is there before anything happens.
  let goesOn = await take(() => Promise.resolve());
  step = 0;
  while (goesOn && step < options.steps) goesOn = await take(life.actOrMove);
  if (goesOn && (await finishEverything(life, take))) await take(() => Promise.resolve(), true);
  return { seed: options.seed, steps: options.steps, hash: trace.hash(), counts, violation };
}

/** Takes a step and says what is wrong afterwards. */
function judgeOf(life: Life, invariants: readonly Invariant[], counts: Map<string, number>) {
  const { simulation, gather } = life;
  const watches = invariants.map(({ name, watch }) => ({ name, check: watch(simulation) }));
  let before = simulation.seen();
  const look = async (what: () => Promise<void>): Promise<Happened> => {
    await what();
    const happened = await gather();
    for (const { id, activity } of happened.sight.events) {
      simulation.trace.note(`  = ${activity} ${id}`);
      counts.set(activity, (counts.get(activity) ?? 0) + 1);
    }
    return happened;
  };
  return async (what: () => Promise<void>, isLast: boolean): Promise<Complaint | undefined> => {
    try {
      const { complaints, ...happened } = await look(what);
      const moment: Moment = { ...happened, before, isLast };
      before = happened.sight;
      // Where nobody did anything to the database, what held before holds.
      const changed = happened.touched.size > 0 || isLast;
      for (const { name, check } of changed ? watches : []) {
        const findings = await check(moment);
        if (findings.length > 0) return { invariant: name, findings };
      }
      return complaints[0];
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { invariant: 'nothing throws', findings: [words] };
    }
  };
}

const LINES_SHOWN = 30;
