// What all parts of a simulation share: the time, the world, the service, the network between them, and the faults.

import type { RestoreTarget } from '../../src/agent/restore/session-ports.ts';
import type { Context } from '../../src/server/context.ts';
import type { Chance } from './random.ts';
import type { Network, NetworkFaults } from './network.ts';
import type { Asked, Operated, SimulatedService } from './service.ts';
import type { Sight } from './sight.ts';
import type { Trace } from './trace.ts';
import type { Tenant, World } from './world.ts';

export type Simulation = {
  readonly seed: number;
  readonly world: World;
  readonly service: SimulatedService;
  readonly network: Network;
  readonly trace: Trace;
  /** The service's time, milliseconds since 1970. */
  readonly now: () => number;
  readonly pass: (milliseconds: number) => void;
  /** The faults of the moment. */
  readonly faults: () => Faults;
  /** A request of an administrator, or of nobody who is on a device: it goes through the network like any other. */
  readonly askAs: (tenant: Tenant, asked: Omit<Asked, 'by'>) => Promise<void>;
  /** What whoever runs the service commands, at once. */
  readonly operate: (
    tenant: Tenant,
    command: Parameters<SimulatedService['operate']>[1],
  ) => Promise<Operated['outcome']>;
  /** What has to be there for anything to happen: done without a fault. */
  readonly prepare: <T>(tenant: Tenant, work: (context: Context) => Promise<T>) => Promise<T>;
  /** The database as of the last look. */
  readonly seen: () => Sight;
  /** Something does not hold that only the world can see. */
  readonly complain: (invariant: string, finding: string) => void;
  /** The faults have stopped for good: everybody brings to an end what they began. */
  readonly isHealed: () => boolean;
  /** The target as it is, where no bug is planted. */
  readonly bendTarget: (target: RestoreTarget) => RestoreTarget;
  /** What acts and programs draw from. */
  readonly chance: Chance;
};

/** Likelihoods. */
export type Faults = NetworkFaults & {
  /** Of a request, that the service ends while it works on it. */
  readonly serviceCrash: number;
  /** Of a request, that the answer to a commit is lost. */
  readonly commitLoss: number;
  /** Of a program on a device, that it ends while it works. */
  readonly deviceCrash: number;
};

export const NO_FAULTS: Faults = { drop: 0, repeat: 0, giveUp: 0, serviceCrash: 0, commitLoss: 0, deviceCrash: 0 };

/** Some seeds have bad luck, some have none. */
export function faultsOf(chance: Chance): Faults {
  const some = (most: number): number => chance.pick([0, most / 4, most]);
  return {
    drop: some(0.15),
    repeat: some(0.15),
    giveUp: some(0.1),
    serviceCrash: some(0.15),
    commitLoss: some(0.1),
    deviceCrash: some(0.3),
  };
}
