// One simulation, from its seed to its end: as many steps as wanted, in each of which either something under way on the network
// moves on or somebody acts; then the faults stop, and whatever was begun must come to an end. After each step everything that must
// hold is looked at; the first thing that does not ends it.

import type { Context } from '../../src/server/context.ts';
import type { Database } from '../../src/server/database/database.ts';
import { expectOk } from '../database.ts';
import type { Act } from './act.ts';
import { bury } from './agents.ts';
import type { Findings, Invariant, Moment } from './invariant.ts';
import { makeNetwork } from './network.ts';
import { type Chance, chanceOf } from './random.ts';
import { type Running, settle, startRunning } from './running.ts';
import { type MakeHandlers, type Served, startService } from './service.ts';
import type { Witness } from './sight.ts';
import { type Faults, faultsOf, NO_FAULTS, type Simulation } from './simulation.ts';
import { makeTrace } from './trace.ts';
import { environmentKeys } from '../../src/server/crypto/environment-keys.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { makeWorld } from './world.ts';

export type SimulationOptions = {
  readonly seed: number;
  readonly steps: number;
  readonly database: Database;
  readonly witness: Witness;
  /** For the disks of its devices. */
  readonly folder: string;
  readonly makeHandlers: MakeHandlers;
  readonly acts: readonly Act[];
  readonly invariants: readonly Invariant[];
  /** Sees each line of the history as it comes. */
  readonly also?: (line: string) => void;
};

export type History = {
  readonly seed: number;
  /** How many steps were taken before the end, or before something was wrong. */
  readonly steps: number;
  readonly hash: string;
  /** How often each thing happened that is told in the audit logs. */
  readonly counts: ReadonlyMap<string, number>;
  readonly violation: Violation | undefined;
};

export type Violation = {
  readonly step: number;
  readonly invariant: string;
  readonly findings: Findings;
  readonly lastLines: readonly string[];
};

export async function simulate(options: SimulationOptions): Promise<History> {
  const { steps } = options;
  const life = await begin(options);
  const { trace } = life.simulation;
  const counts = new Map<string, number>();
  let step = 0;
  let violation: Violation | undefined;
  const take = async (what: () => Promise<void>, isLast = false): Promise<void> => {
    step += 1;
    const wrong = await life.step(what, isLast).catch((error: unknown) => ({
      invariant: 'nothing throws',
      findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    for (const { activity } of life.simulation.seen().events) counts.set(activity, (counts.get(activity) ?? 0) + 1);
    if (wrong !== undefined) violation = { step, ...wrong, lastLines: trace.last(LINES_SHOWN) };
  };
  while (step < steps && violation === undefined) await take(life.actOrMove);
  const taken = step;
  if (violation === undefined) life.heal();
  while (violation === undefined && !life.simulation.network.isQuiet()) {
    if (step - taken > HEALED_STEPS_MAX) {
      violation = {
        step,
        invariant: 'everything comes to an end',
        findings: ['it does not'],
        lastLines: trace.last(LINES_SHOWN),
      };
    } else await take(life.move);
  }
  if (violation === undefined) await take(() => Promise.resolve(), true);
  return { seed: options.seed, steps: Math.min(taken, steps), hash: trace.hash(), counts, violation };
}

type Life = {
  readonly simulation: Simulation;
  readonly actOrMove: () => Promise<void>;
  readonly move: () => Promise<void>;
  /** From now on nothing goes wrong any more. */
  readonly heal: () => void;
  readonly step: (
    what: () => Promise<void>,
    isLast: boolean,
  ) => Promise<Pick<Violation, 'invariant' | 'findings'> | undefined>;
};

async function begin(options: SimulationOptions): Promise<Life> {
  const { seed, invariants, witness, folder } = options;
  const chance = chanceOf(seed, 'acts');
  const trace = makeTrace(options.also);
  let now = START;
  let faults: Faults = faultsOf(chanceOf(seed, 'faults'));
  const context = contextOf(options, () => now);
  const service = startService(context, options.makeHandlers);
  const world = await makeWorld(context, chanceOf(seed, 'world'), folder, String(seed));
  const look = witness.watch(world);
  let sight = await look();
  let served: Served[] = [];
  let touched = new Set<string>();
  const desks: Running[] = [];
  const complaints: Pick<Violation, 'invariant' | 'findings'>[] = [];

  const handle = async (asked: Served['asked']): Promise<Served> => {
    tempt(service, faults, chance);
    const one = await service.handle(asked);
    served.push(one);
    if (one.actor !== undefined) touched.add(one.actor.tenantId);
    else if (one.outcome === 'crashed') for (const { tenantId } of world.tenants) touched.add(tenantId);
    return one;
  };
  const pass = (milliseconds: number): void => void (now += milliseconds);
  const network = makeNetwork({
    chance: chanceOf(seed, 'network'),
    faults: () => faults,
    handle,
    note: trace.note,
    pass,
  });
  const simulation: Simulation = {
    ...{ seed, world, service, network, trace, pass, chance },
    now: () => now,
    faults: () => faults,
    seen: () => sight,
    askAs: async ({ administrator: by }, asked) => {
      const desk = startRunning(by.userPrincipalName, (self) =>
        Promise.resolve().then(() => network.ask(self, { ...asked, by })),
      );
      desks.push(desk);
      await settle(desk);
    },
    complain: (invariant, finding) => void complaints.push({ invariant, findings: [finding] }),
    operate: async ({ tenantId }, command) => {
      tempt(service, faults, chance);
      touched.add(tenantId);
      return (await service.operate(tenantId, command)).outcome;
    },
    prepare: ({ tenantId }, work) => {
      touched.add(tenantId);
      return work(context);
    },
  };
  const watches = invariants.map(({ name, watch }) => ({ name, check: watch(simulation) }));
  const weights = weightsOf(options.acts, chanceOf(seed, 'weights'));
  const move = async (): Promise<void> => {
    const goesOn = await network.move();
    if (goesOn !== undefined) await settle(goesOn);
    for (const seat of world.seats()) await bury(simulation, seat);
    for (const desk of desks) if (desk.error() !== undefined) throw desk.error();
  };
  return {
    simulation,
    move,
    heal: () => void (faults = NO_FAULTS),
    actOrMove: async () => {
      if (!network.isQuiet() && chance.happens(0.7)) return move();
      const act = chance.weighted(weights);
      pass(chance.integer(0, 60_000));
      trace.note(`${new Date(now).toISOString()} ${act?.name ?? 'nothing'}`);
      await act?.perform(simulation);
    },
    step: async (what, isLast) => {
      const before = sight;
      [served, touched] = [[], new Set()];
      await what();
      if (touched.size > 0 || isLast) sight = await look();
      else sight = { ...before, events: [] };
      for (const { id, activity } of sight.events) trace.note(`  = ${activity} ${id}`);
      const moment: Moment = { sight, before, served, touched, isLast };
      for (const { name, check } of watches) {
        const findings = await check(moment);
        if (findings.length > 0) return { invariant: name, findings };
      }
      return complaints[0];
    },
  };
}

/** Lays out what may go wrong with the next thing that the service does. */
function tempt(service: Simulation['service'], faults: Faults, chance: Chance): void {
  if (chance.happens(faults.serviceCrash)) service.crashAfter(chance.integer(1, 25));
  else if (chance.happens(faults.commitLoss)) service.loseNextCommit();
}

/** Each seed has its own taste, so that some do over and over what others never do. */
function weightsOf(acts: readonly Act[], chance: Chance): readonly Act[] {
  return acts.map((act) => ({ ...act, weight: act.weight * chance.pick([0, 1, 1, 1, 3]) }));
}

function contextOf({ seed, database }: SimulationOptions, clock: () => number): Context {
  const keys = expectOk(environmentKeys(toBase64(chanceOf(seed, 'keys').bytes(32)), ''));
  return { database, keys, clock, randomBytes: chanceOf(seed, 'ids').bytes };
}

const START = Date.UTC(2026, 0, 1);
const LINES_SHOWN = 60;
const HEALED_STEPS_MAX = 2000;
