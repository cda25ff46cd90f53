// An approval as the API shows it to whoever asks, and as the audit log tells of it.

import { approvalState, type Requester } from '../../domain/access/approval.ts';
import type { Approval } from '../../protocol/operations/access.ts';
import type { StoredApproval } from './approval-store.ts';

export function describeApproval(
  { decision, ...approval }: StoredApproval,
  { kind, id }: Requester,
  now: number,
): Approval {
  return {
    ...approval,
    isOwn: approval.requester.kind === kind && approval.requester.id === id,
    requestedAt: new Date(approval.requestedAt).toISOString(),
    state: approvalState({ ...approval, decision }, now),
    decidedByUserId: decision?.byUserId ?? null,
    decidedAt: decision === null ? null : new Date(decision.at).toISOString(),
    usedAt: approval.usedAt === null ? null : new Date(approval.usedAt).toISOString(),
  };
}

/** The request, whose backup it is about and, if it names one, which snapshot. */
export function approvalAudit<P extends object>(approval: StoredApproval, properties: P) {
  const { approvalId, userId, snapshotId } = approval;
  return [
    { type: 'Approval' as const, id: approvalId, properties },
    { type: 'User' as const, id: userId },
    ...(snapshotId === null ? [] : [{ type: 'Snapshot' as const, id: snapshotId }]),
  ];
}
