// The operations of choices, of preview features and of effective policies, as calls of their use cases.

import { fail } from '../../lib/result.ts';
import type { FLIGHT_OPERATIONS } from '../../protocol/operations/flights.ts';
import type { POLICY_OPERATIONS } from '../../protocol/operations/policy.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { auditActorOf } from '../identity/actor.ts';
import { explainPolicy } from './explain-policy.ts';
import { acceptFlight, listFlights, withdrawFlight } from './flights.ts';
import { getTenantChoices, setTenantChoices } from './tenant-choices.ts';

export function policyHandlers(
  context: Context,
): Pick<Handlers, keyof typeof POLICY_OPERATIONS | keyof typeof FLIGHT_OPERATIONS> {
  return {
    getTenantChoices: ({ actor }) => getTenantChoices(context, actor.tenantId),
    setTenantChoices: ({ actor, requestId, body }) => {
      const act = { tenantId: actor.tenantId, actor: auditActorOf(actor), correlationId: requestId };
      return setTenantChoices(context, act, body);
    },
    listFlights: ({ actor }) => listFlights(context, actor.tenantId),
    acceptFlight: async ({ actor, requestId, params, body }) => {
      if (actor.kind === 'application') return fail(PERSON_NEEDED);
      const act = { tenantId: actor.tenantId, actor: auditActorOf(actor), correlationId: requestId };
      return acceptFlight(context, { ...act, ...params }, { ...body, by: actor.userPrincipalName });
    },
    withdrawFlight: ({ actor, requestId, params }) => {
      const act = { tenantId: actor.tenantId, actor: auditActorOf(actor), correlationId: requestId };
      return withdrawFlight(context, { ...act, ...params });
    },
    getEffectivePolicy: ({ actor, params }) => explainPolicy(context, actor.tenantId, params),
  };
}

const PERSON_NEEDED = { code: 'not-permitted', detail: 'Terms are accepted by a person, by name.' } as const;
