// The operations of choices and of effective policies, as calls of their use cases.

import type { POLICY_OPERATIONS } from '../../protocol/operations/policy.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { auditActorOf } from '../identity/actor.ts';
import { explainPolicy } from './explain-policy.ts';
import { getTenantChoices, setTenantChoices } from './tenant-choices.ts';

export function policyHandlers(context: Context): Pick<Handlers, keyof typeof POLICY_OPERATIONS> {
  return {
    getTenantChoices: ({ actor }) => getTenantChoices(context, actor.tenantId),
    setTenantChoices: ({ actor, requestId, body }) => {
      const act = { tenantId: actor.tenantId, actor: auditActorOf(actor), correlationId: requestId };
      return setTenantChoices(context, act, body);
    },
    getEffectivePolicy: ({ actor, params }) => explainPolicy(context, actor.tenantId, params),
  };
}
