// The reading of another person's backups: no reason, no content; where the tenant wants it, no second person's approval, no
// content; and no event, no content. All are one transaction with the reading. The person sees who read what, and why.

import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { StoredApproval } from '../access/approval-store.ts';
import { auditDenial } from '../access/audit-denial.ts';
import { findApprovalToRead, noteUse } from '../access/use-approval.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newIds } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { inTenant } from '../transact.ts';
import { eventOf, noteForPerson, type OthersAct, type TimedAct, timed } from './others-act.ts';

/** These snapshots, or whatever there is of the person. */
export type ToRead = readonly string[] | 'everything';

export type Read<T> = { readonly answer: T; readonly toldToPerson: readonly Told[] };

/** `null`: all of the profile. */
export type Told = { readonly profileId: string; readonly deviceName: string; readonly snapshotId: string | null };

export async function readingOthers<T>(
  context: Context,
  othersAct: OthersAct,
  toRead: ToRead,
  work: (tx: TenantTransaction) => Promise<Result<Read<T>, Problem>>,
): Promise<Result<T, Problem>> {
  const act = timed(context, othersAct);
  const { actor, userId, correlationId } = act;
  const [accessId, eventId] = [newIds(context), newIds(context)];
  const read = await inTenant<T>(context, actor.tenantId, async (tx) => {
    const approvals = await approvalsFor(tx, act, toRead);
    if (!approvals.ok) return approvals;
    const done = await work(tx);
    if (!done.ok) return done;

    for (const [i, told] of done.value.toldToPerson.entries()) {
      await noteForPerson(tx, { ...act, accessId: accessId(i) }, { ...told, act: 'read' });
    }
    for (const [i, approval] of approvals.value.entries()) {
      await noteUse(tx, approval, act, { eventId: eventId(i), correlationId });
    }
    await appendAuditEvent(tx, readingEvent(act, toRead, approvals.value));
    return ok(done.value.answer);
  });
  if (read.ok || read.error.code !== 'approval-required') return read;
  const denial = { permission: 'backupContent.read', missing: 'approval', requestId: correlationId, userId } as const;
  const told = await auditDenial(context, actor, denial);
  return told.ok ? read : told;
}

/** Each once; none where the tenant wants none. */
async function approvalsFor(
  tx: TenantTransaction,
  { actor, userId, now }: TimedAct,
  toRead: ToRead,
): Promise<Result<readonly StoredApproval[], Problem>> {
  const found = new Map<string, StoredApproval>();
  for (const snapshotId of toRead === 'everything' ? [null] : toRead) {
    const approval = await findApprovalToRead(tx, { actor, userId, snapshotId, now });
    if (!approval.ok) return approval;
    if (approval.value !== undefined) found.set(approval.value.approvalId, approval.value);
  }
  return ok([...found.values()]);
}

function readingEvent(act: TimedAct, toRead: ToRead, approvals: readonly StoredApproval[]) {
  const why = { reason: { new: act.reason } };
  const user = { type: 'User' as const, id: act.userId };
  const approved = approvals.map(({ approvalId }) => ({ type: 'Approval' as const, id: approvalId }));
  const by = eventOf(act, 'backupContent.read');
  if (toRead === 'everything') {
    const activity = 'backupContent.exported' as const;
    return { ...by, activity, resources: [{ ...user, properties: why }, ...approved] };
  }
  const snapshots = toRead.map((id) => ({ type: 'Snapshot' as const, id, properties: why }));
  return { ...by, activity: 'backupContent.read' as const, resources: [...snapshots, user, ...approved] };
}
