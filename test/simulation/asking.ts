// Acts of administrators: one request of somebody who has signed in at one of the tenants.

import type { Act } from './act.ts';
import type { OperationName } from '../../src/protocol/api.ts';
import type { Asked } from './service.ts';
import type { Simulation } from './simulation.ts';
import type { Tenant } from './world.ts';

export type AskFor = (
  simulation: Simulation,
  tenant: Tenant,
) => Pick<Asked, 'params' | 'query' | 'body' | 'ifMatch'> | undefined;

/** Nothing happens where there is nothing to ask for. */
export function asking(name: string, weight: number, operation: OperationName, askFor: AskFor): Act {
  return inSomeTenant(name, weight, async (simulation, tenant) => {
    const wanted = askFor(simulation, tenant);
    if (wanted !== undefined) await simulation.askAs(tenant, { operation, ...wanted });
  });
}

export function inSomeTenant(
  name: string,
  weight: number,
  perform: (simulation: Simulation, tenant: Tenant) => Promise<void>,
): Act {
  return {
    name,
    weight,
    perform: (simulation) => perform(simulation, simulation.chance.pick(simulation.world.tenants)),
  };
}
