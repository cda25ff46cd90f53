// Asks a second person to let the caller read somebody's backup, and decides on such a request.

import { decideApproval, REQUEST_HOURS_MAX, type Requester } from '../../domain/access/approval.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PENDING_APPROVALS_MAX } from '../../protocol/limits.ts';
import type { Approval } from '../../protocol/operations/access.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { findUserPrincipalName } from '../identity/user-store.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { addApproval, countUndecided, lockApproval, setDecision, type StoredApproval } from './approval-store.ts';
import { approvalAudit, describeApproval } from './describe-approval.ts';

export type ApprovalRequest = {
  readonly userId: string;
  readonly snapshotId: string | null;
  readonly reason: string;
  readonly once: boolean;
  readonly minutes: number;
  readonly correlationId: string;
};

export function requestApproval(
  context: Context,
  actor: UserActor | ApplicationActor,
  { correlationId, ...request }: ApprovalRequest,
): Promise<Result<Approval, Problem>> {
  const now = context.clock();
  const [approvalId, eventId] = [newId(context), newId(context)];
  return inTenant(context, actor.tenantId, async (tx) => {
    const personName = await findUserPrincipalName(tx, request.userId);
    if (personName === undefined) return fail({ code: 'not-found', detail: `There is no user ${request.userId}.` });
    const approval: StoredApproval = {
      ...request,
      approvalId,
      requester: requesterOf(actor),
      requesterName: nameOf(actor),
      personName,
      requestedAt: now,
      decision: null,
      usedAt: null,
    };
    const since = new Date(now - REQUEST_HOURS_MAX * HOUR_MILLISECONDS);
    if ((await countUndecided(tx, approval.requester, since)) >= PENDING_APPROVALS_MAX) {
      return fail({
        code: 'too-many',
        detail: `Nobody has decided yet on ${PENDING_APPROVALS_MAX} requests of yours.`,
      });
    }
    await addApproval(tx, approval);
    const { reason, once, minutes } = approval;
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOf(actor),
      activity: 'approval.requested',
      correlationId,
      resources: approvalAudit(approval, { reason: { new: reason }, once: { new: once }, minutes: { new: minutes } }),
    });
    return ok(describeApproval(approval, approval.requester, now));
  });
}

export type ApprovalDecision = {
  readonly userId: string;
  readonly approvalId: string;
  readonly outcome: 'approved' | 'refused';
  readonly correlationId: string;
};

export async function decideOnRequest(
  context: Context,
  actor: UserActor | ApplicationActor,
  { userId, approvalId, outcome, correlationId }: ApprovalDecision,
): Promise<Result<Approval, Problem>> {
  if (actor.kind !== 'user') return fail({ code: 'not-permitted', detail: 'The second one has to be a person.' });
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, actor.tenantId, async (tx) => {
    const approval = await lockApproval(tx, { userId, approvalId });
    if (approval === undefined) return fail({ code: 'not-found', detail: `There is no request ${approvalId}.` });

    const decided = decideApproval(approval, { outcome, byUserId: actor.userId, at: now });
    if (!decided.ok) return decided;

    await setDecision(tx, decided.value);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOf(actor),
      activity: `approval.${outcome}`,
      correlationId,
      resources: approvalAudit(approval, {}),
    });
    return ok(describeApproval({ ...approval, ...decided.value }, requesterOf(actor), now));
  });
}

export function requesterOf(actor: UserActor | ApplicationActor): Requester {
  return actor.kind === 'user' ? { kind: 'user', id: actor.userId } : { kind: 'application', id: actor.applicationId };
}

/** As people know them: how a person signs in, or an application's client id. */
export function nameOf(actor: UserActor | ApplicationActor): string {
  return actor.kind === 'user' ? actor.userPrincipalName : actor.applicationId;
}

const HOUR_MILLISECONDS = 60 * 60 * 1000;
