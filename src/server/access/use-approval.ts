// The second person's word, where the tenant wants one: found before somebody's backup is read, noted when it was.

import { findUsableApproval } from '../../domain/access/approval.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type ApplicationActor, auditActorOf, type UserActor } from '../identity/actor.ts';
import { findAccessPolicy } from './access-policy-store.ts';
import { lockApproved, setUsed, type StoredApproval } from './approval-store.ts';
import { approvalAudit } from './describe-approval.ts';
import { requesterOf } from './request-approval.ts';

export type Reading = {
  readonly actor: UserActor | ApplicationActor;
  readonly userId: string;
  /** `null`: any of theirs, which takes an approval that names none. */
  readonly snapshotId: string | null;
  readonly now: number;
};

/** The approval to read with; `undefined` where the tenant wants none. */
export async function findApprovalToRead(
  tx: TenantTransaction,
  { actor, userId, snapshotId, now }: Reading,
): Promise<Result<StoredApproval | undefined, Problem>> {
  const { contentReadApproval } = await findAccessPolicy(tx);
  if (!contentReadApproval) return ok(undefined);
  const requester = requesterOf(actor);
  const approved = await lockApproved(tx, requester, userId);
  const usable = findUsableApproval(approved, { requester, userId, snapshotId }, now);
  const found = approved.find(({ approvalId }) => approvalId === usable?.approvalId);
  if (found !== undefined) return ok(found);
  const detail = `Nobody has approved that you read ${snapshotId === null ? 'all backups' : `snapshot ${snapshotId}`} of this person, or what was approved is used or over.`;
  return fail({ code: 'approval-required', detail });
}

/** Its first use is an event. */
export async function noteUse(
  tx: TenantTransaction,
  approval: StoredApproval,
  { actor, now }: Pick<Reading, 'actor' | 'now'>,
  { eventId, correlationId }: { readonly eventId: string; readonly correlationId: string },
): Promise<void> {
  if (approval.usedAt !== null) return;
  await setUsed(tx, approval.approvalId, new Date(now));
  await appendAuditEvent(tx, {
    eventId,
    occurredAt: now,
    actor: auditActorOf(actor),
    activity: 'approval.used',
    correlationId,
    resources: approvalAudit(approval, {}),
  });
}
