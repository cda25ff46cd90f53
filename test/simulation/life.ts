// The parts of one simulation, put together: a clock, a world, the service and the network between them, all fed from one seed; and
// the two ways in which anything happens there.

import { toBase64 } from '../../src/lib/bytes.ts';
import type { Context } from '../../src/server/context.ts';
import { environmentKeys } from '../../src/server/crypto/environment-keys.ts';
import type { Database } from '../../src/server/database/database.ts';
import { expectOk } from '../database.ts';
import type { Act } from './act.ts';
import { bury, startBackup } from './agents.ts';
import { makeNetwork } from './network.ts';
import { changeSetting } from './profile.ts';
import { type Chance, chanceOf } from './random.ts';
import { type Running, settle, startRunning } from './running.ts';
import { type MakeHandlers, type Served, startService } from './service.ts';
import type { Sight, Witness } from './sight.ts';
import { type Faults, faultsOf, NO_FAULTS, type Simulation } from './simulation.ts';
import { makeTrace } from './trace.ts';
import { makeWorld } from './world.ts';

export type LifeOptions = {
  readonly seed: number;
  readonly database: Database;
  readonly witness: Witness;
  /** For the disks of its devices. */
  readonly folder: string;
  readonly makeHandlers: MakeHandlers;
  readonly acts: readonly Act[];
  /** Between the agent and the profiles that it restores onto. */
  readonly bendTarget?: Simulation['bendTarget'];
  /** Sees each line of the history as it comes. */
  readonly also?: (line: string) => void;
};

export type Life = {
  readonly simulation: Simulation;
  /** Something under way moves on. */
  readonly move: () => Promise<void>;
  /** That, or somebody acts. */
  readonly actOrMove: () => Promise<void>;
  /** From now on nothing goes wrong any more. */
  readonly heal: () => void;
  /** What happened since it was asked last. */
  readonly gather: () => Promise<Happened>;
};

export type Happened = {
  readonly sight: Sight;
  readonly served: readonly Served[];
  readonly touched: ReadonlySet<string>;
  readonly complaints: readonly Complaint[];
};

export type Complaint = { readonly invariant: string; readonly findings: readonly string[] };

export async function begin(options: LifeOptions): Promise<Life> {
  const { seed } = options;
  const time = { now: START };
  const fate: Fate = { faults: NO_FAULTS, isHealed: false };
  const record = emptyRecord();
  const context = contextOf(options, () => time.now);
  const service = startService(context, options.makeHandlers);
  const world = await makeWorld(context, chanceOf(seed, 'world'), options.folder, String(seed));
  const look = options.witness.watch(world);
  const trace = makeTrace(options.also);
  const chance = chanceOf(seed, 'acts');
  const pass = (milliseconds: number): void => void (time.now += milliseconds);
  const tempt = (): void => {
    if (chance.happens(fate.faults.serviceCrash)) service.crashAfter(chance.integer(1, 25));
    else if (chance.happens(fate.faults.commitLoss)) service.loseNextCommit();
  };
  const handle = async (asked: Served['asked']): Promise<Served> => {
    tempt();
    const served = await service.handle(asked);
    record.served.push(served);
    for (const { tenantId } of served.actor === undefined ? world.tenants : [served.actor])
      record.touched.add(tenantId);
    return served;
  };
  const faults = () => fate.faults;
  const network = makeNetwork({ chance: chanceOf(seed, 'network'), faults, handle, note: trace.note, pass });
  const simulation: Simulation = {
    seed,
    world,
    service,
    network,
    trace,
    pass,
    chance,
    faults,
    now: () => time.now,
    isHealed: () => fate.isHealed,
    bendTarget: options.bendTarget ?? ((target) => target),
    seen: () => record.sight,
    complain: (invariant, finding) => void record.complaints.push({ invariant, findings: [finding] }),
    askAs: async ({ administrator: by }, asked) => {
      const ask = (self: Running) => Promise.resolve().then(() => network.ask(self, { ...asked, by }));
      const desk = startRunning(by.userPrincipalName, ask);
      record.desks.push(desk);
      await settle(desk);
    },
    operate: async ({ tenantId }, command) => {
      tempt();
      record.touched.add(tenantId);
      return (await service.operate(tenantId, command)).outcome;
    },
    prepare: ({ tenantId }, work) => {
      record.touched.add(tenantId);
      return work(context);
    },
  };
  const life = { ...movesOf(simulation, record, options), heal: () => void Object.assign(fate, HEALED) };
  for (const { tenantId } of world.tenants) record.touched.add(tenantId);
  await firstBackups(life, chanceOf(seed, 'first backups'));
  fate.faults = faultsOf(chanceOf(seed, 'faults'));
  return { ...life, gather: () => gather(record, look) };
}

type Fate = { faults: Faults; isHealed: boolean };
const HEALED: Fate = { faults: NO_FAULTS, isHealed: true };

/** What is noted between two looks. */
type Record = {
  sight: Sight;
  served: Served[];
  touched: Set<string>;
  readonly complaints: Complaint[];
  readonly desks: Running[];
};

function emptyRecord(): Record {
  const sight = { events: [], versions: [], profiles: [], snapshots: [], sessions: [], policies: [], reports: [] };
  return { sight, served: [], touched: new Set(), complaints: [], desks: [] };
}

function movesOf(simulation: Simulation, { desks }: Record, { seed, acts }: LifeOptions) {
  const { network, world, chance, trace } = simulation;
  const weights = tasteOf(acts, chanceOf(seed, 'weights'));
  const move = async (): Promise<void> => {
    const goesOn = await network.move();
    if (goesOn !== undefined) await settle(goesOn);
    for (const seat of world.seats()) await bury(simulation, seat);
    for (const desk of desks) if (desk.error() !== undefined) throw desk.error();
  };
  const actOrMove = async (): Promise<void> => {
    if (!network.isQuiet() && chance.happens(0.7)) return move();
    const act = chance.weighted(weights);
    simulation.pass(chance.integer(0, 60_000));
    trace.note(`${new Date(simulation.now()).toISOString()} ${act?.name ?? 'nothing'}`);
    return act?.perform(simulation);
  };
  return { simulation, move, actOrMove };
}

/** Each seed has its own taste, so that some do over and over what others never do. */
function tasteOf(acts: readonly Act[], chance: Chance): readonly Act[] {
  return acts.map((act) => ({ ...act, weight: act.weight * chance.pick([0, 1, 1, 1, 3]) }));
}

/** So that there is something to restore from the beginning. */
async function firstBackups({ simulation, move }: Pick<Life, 'simulation' | 'move'>, chance: Chance): Promise<void> {
  for (const { devices } of simulation.world.tenants) {
    const seat = devices[0]?.seats[0];
    if (seat === undefined || chance.happens(0.1)) continue;
    for (let count = chance.integer(1, 6); count > 0; count -= 1) changeSetting(seat.profile, chance);
    await startBackup(simulation, seat, 'person');
  }
  while (!simulation.network.isQuiet()) await move();
}

async function gather(record: Record, look: () => Promise<Sight>): Promise<Happened> {
  const { served, touched, complaints } = record;
  Object.assign(record, { served: [], touched: new Set() });
  record.sight = touched.size > 0 ? await look() : { ...record.sight, events: [] };
  return { sight: record.sight, served, touched, complaints };
}

function contextOf({ seed, database }: LifeOptions, clock: () => number): Context {
  const keys = expectOk(environmentKeys(toBase64(chanceOf(seed, 'keys').bytes(32)), ''));
  return { database, keys, clock, randomBytes: chanceOf(seed, 'ids').bytes };
}

const START = Date.UTC(2026, 0, 1);
