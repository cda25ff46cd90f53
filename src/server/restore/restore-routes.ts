// The operations of check-ins, offers, restores and decisions, as calls of their use cases.

import { ok } from '../../lib/result.ts';
import type { RESTORE_OPERATIONS } from '../../protocol/operations/restore.ts';
import type { RESTORE_REQUEST_OPERATIONS } from '../../protocol/operations/restore-requests.ts';
import { nameOf } from '../access/request-approval.ts';
import type { Context } from '../context.ts';
import { decisionBody } from '../eligibility/decision-body.ts';
import { explainEligibility } from '../eligibility/explain-eligibility.ts';
import { listDecisions } from '../eligibility/list-decisions.ts';
import type { Handlers } from '../http/handlers.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { checkIn } from './check-in.ts';
import { followRestores } from './follow-restores.ts';
import { moveRestore } from './move-restore.ts';
import { getOwnSession, listSessions, readSession } from './read-sessions.ts';
import { requestOffer } from './request-offer.ts';
import {
  getWaitingRequest,
  listRequests,
  type RequestAct,
  requestRestore,
  withdrawRequest,
} from './restore-requests.ts';

/** `closing`: the service is about to stop, so that nobody is kept waiting. */
export function restoreHandlers(
  context: Context,
  closing: AbortSignal,
): Pick<Handlers, keyof typeof RESTORE_OPERATIONS | keyof typeof RESTORE_REQUEST_OPERATIONS> {
  return {
    checkIn: ({ actor, body, requestId }) => checkIn(context, { actor, said: body, requestId }),
    requestRestoreOffer: ({ actor, body, requestId }) => requestOffer(context, { actor, asked: body, requestId }),
    getRestoreSession: ({ actor, params }) => getOwnSession(context, actor, params.sessionId),
    moveRestoreSession: ({ actor, params, body, requestId }) =>
      moveRestore(context, { actor, sessionId: params.sessionId, step: body, requestId }),
    listRestoreSessions: ({ actor, query }) => listSessions(context, actor.tenantId, query),
    followRestores: async ({ actor, query }) =>
      ok(followRestores(context, { tenantId: actor.tenantId, seconds: query.seconds, closing })),
    readRestoreSession: ({ actor, params }) => readSession(context, actor.tenantId, params),
    requestRestore: ({ actor, params, body, requestId }) =>
      requestRestore(context, actOf(actor, requestId), { ...params, ...body }),
    withdrawRestoreRequest: ({ actor, params, requestId }) => withdrawRequest(context, actOf(actor, requestId), params),
    listRestoreRequests: ({ actor, query }) => listRequests(context, actor.tenantId, query),
    getWaitingRestoreRequest: ({ actor }) => getWaitingRequest(context, actor),
    listDecisions: ({ actor, params, query }) => listDecisions(context, actor.tenantId, { ...query, ...params }),
    explainEligibility: async ({ actor, params, query }) => {
      const decided = await explainEligibility(context, actor.tenantId, { ...params, ...query });
      return decided.ok ? ok(decisionBody(decided.value.decision)) : decided;
    },
  };
}

function actOf(actor: UserActor | ApplicationActor, correlationId: string): RequestAct {
  return { tenantId: actor.tenantId, actor: auditActorOf(actor), by: nameOf(actor), correlationId };
}
