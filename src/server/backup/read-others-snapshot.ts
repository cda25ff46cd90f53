// Gives an administrator another person's snapshot. No reason, no content; where the tenant wants it, no second person's
// approval, no content; and no event, no content: all are one transaction with the reading.

import { ok, type Result } from '../../lib/result.ts';
import type { SnapshotContent } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { auditDenial } from '../access/audit-denial.ts';
import { findApprovalToRead, noteUse } from '../access/use-approval.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { readContent, type WantedContent } from './get-snapshot.ts';
import { eventOf, noteForPerson, type OthersAct, timed } from './others-act.ts';

export async function readOthersSnapshot(
  context: Context,
  othersAct: OthersAct,
  wanted: WantedContent,
): Promise<Result<SnapshotContent, Problem>> {
  const act = timed(context, othersAct);
  const { actor, userId, reason, correlationId, secondEventId } = act;
  const { snapshotId } = wanted;
  const reading = { actor, userId, snapshotId, now: act.now };
  const read = await inTenant(context, actor.tenantId, async (tx) => {
    const approval = await findApprovalToRead(tx, reading);
    if (!approval.ok) return approval;
    const content = await readContent(context, tx, userId, wanted);
    if (!content.ok) return content;

    const { profileId, deviceName } = content.value.snapshot;
    await noteForPerson(tx, act, { act: 'read', profileId, deviceName, snapshotId });
    if (approval.value !== undefined) {
      await noteUse(tx, approval.value, reading, { eventId: secondEventId, correlationId });
    }
    await appendAuditEvent(tx, {
      ...eventOf(act, 'backupContent.read'),
      activity: 'backupContent.read',
      resources: [
        { type: 'Snapshot', id: snapshotId, properties: { reason: { new: reason } } },
        { type: 'User', id: userId },
        ...(approval.value === undefined ? [] : [{ type: 'Approval' as const, id: approval.value.approvalId }]),
      ],
    });
    return ok(content.value);
  });
  if (read.ok || read.error.code !== 'approval-required') return read;
  const denial = { permission: 'backupContent.read', missing: 'approval', requestId: correlationId, userId } as const;
  const told = await auditDenial(context, actor, denial);
  return told.ok ? read : told;
}
