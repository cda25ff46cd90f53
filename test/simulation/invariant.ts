// What must hold after every step. An invariant watches a whole history: it is made anew for each simulation, and remembers what it
// needs of the moments before. It judges by what the database holds and what was answered, never by the service's own code.

import type { Served } from './service.ts';
import type { Sight } from './sight.ts';
import type { Simulation } from './simulation.ts';

export type Invariant = {
  readonly name: string;
  /** Sentences about what is wrong; none is what we want. */
  readonly watch: (simulation: Simulation) => (moment: Moment) => Findings | Promise<Findings>;
};

export type Findings = readonly string[];

export type Moment = {
  readonly sight: Sight;
  /** As of the step before. */
  readonly before: Sight;
  /** The requests that were handled in this step. */
  readonly served: readonly Served[];
  /** Whose people, devices, administrators or operators did something in this step. */
  readonly touched: ReadonlySet<string>;
  /** The last moment of all: the network is healed, and everybody had the time to come to an end. */
  readonly isLast: boolean;
};
