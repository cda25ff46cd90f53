// The operations of the rollout, as calls of their use cases.

import { fail, ok } from '../../lib/result.ts';
import type { ROLLOUT_OPERATIONS } from '../../protocol/operations/rollout.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { actOf } from '../keys/act.ts';
import { acknowledge, withdrawAcknowledgement } from './acknowledge.ts';
import { advanceRollout } from './advance-rollout.ts';
import { addException, closeException } from './exceptions.ts';
import { acknowledgementBody, exceptionBody, getRollout, getRolloutChecklist, tellRing } from './get-rollout.ts';
import { addRing, removeRing } from './manage-rings.ts';
import { resumeRing, stopRing } from './stop-ring.ts';

export function rolloutHandlers(context: Context): Pick<Handlers, keyof typeof ROLLOUT_OPERATIONS> {
  return {
    getRollout: ({ actor }) => getRollout(context, actor.tenantId),
    getRolloutChecklist: ({ actor }) => getRolloutChecklist(context, actor.tenantId),
    addRolloutRing: async (call) => {
      const added = await addRing(context, actOf(call), call.body);
      return added.ok ? tellRing(context, call.actor.tenantId, added.value) : added;
    },
    removeRolloutRing: (call) => removeRing(context, actOf(call), call.params.ringId),
    advanceRollout: async (call) => {
      const advanced = await advanceRollout(context, actOf(call), call.body);
      return advanced.ok ? getRollout(context, call.actor.tenantId) : advanced;
    },
    stopRolloutRing: async (call) => {
      const stopped = await stopRing(context, actOf(call), { ...call.params, ...call.body });
      return stopped.ok ? tellRing(context, call.actor.tenantId, stopped.value) : stopped;
    },
    resumeRolloutRing: async (call) => {
      const resumed = await resumeRing(context, actOf(call), call.params.ringId);
      return resumed.ok ? tellRing(context, call.actor.tenantId, resumed.value) : resumed;
    },
    addRolloutException: async (call) => {
      const added = await addException(context, actOf(call), call.body);
      return added.ok ? ok(exceptionBody(added.value, context.clock())) : added;
    },
    closeRolloutException: async (call) => {
      const closed = await closeException(context, actOf(call), call.params.exceptionId);
      return closed.ok ? ok(exceptionBody(closed.value, context.clock())) : closed;
    },
    acknowledgeForRollout: async (call) => {
      if (call.actor.kind === 'application') return fail(PERSON_NEEDED);
      const given = { ...call.params, ...call.body, by: call.actor.userPrincipalName };
      const acknowledged = await acknowledge(context, actOf(call), given);
      return acknowledged.ok ? ok(acknowledgementBody(acknowledged.value)) : acknowledged;
    },
    withdrawAcknowledgement: (call) => withdrawAcknowledgement(context, actOf(call), call.params.subject),
  };
}

const PERSON_NEEDED = { code: 'not-permitted', detail: 'Something is acknowledged by a person, by name.' } as const;
