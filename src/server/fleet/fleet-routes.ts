// The operations that look at everybody, as calls of their use cases.

import type { FLEET_OPERATIONS } from '../../protocol/operations/fleet.ts';
import { withinReach } from '../access/reach.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { getKnownFacts } from './known-facts.ts';
import { getOverview } from './get-overview.ts';
import { listFleet } from './list-fleet.ts';
import { getPerson, listPeople } from './list-people.ts';

export function fleetHandlers(context: Context): Pick<Handlers, keyof typeof FLEET_OPERATIONS> {
  return {
    getOverview: ({ actor }) => getOverview(context, actor.tenantId),
    listPeople: ({ actor, query }) =>
      withinReach(context, { actor, permission: 'backupMetadata.read' }, (reach) =>
        listPeople(context, actor.tenantId, query, reach),
      ),
    getPerson: ({ actor, params }) => getPerson(context, actor.tenantId, params.userId),
    listFleet: ({ actor, query }) =>
      withinReach(context, { actor, permission: 'backupMetadata.read' }, (reach) =>
        listFleet(context, actor.tenantId, query, reach),
      ),
    getKnownFacts: ({ actor, params }) => getKnownFacts(context, actor.tenantId, params.deviceId),
  };
}
