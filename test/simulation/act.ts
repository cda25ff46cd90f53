// Something that somebody in the world may do next. An act that makes no sense at the moment does nothing.

import type { Simulation } from './simulation.ts';

export type Act = {
  readonly name: string;
  /** How likely, beside the others. */
  readonly weight: number;
  readonly perform: (simulation: Simulation) => Promise<void>;
};
