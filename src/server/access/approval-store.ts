// The table of approvals: requests to read somebody's backup and what became of them.

import type { Approval, Requester } from '../../domain/access/approval.ts';
import type { TenantTransaction } from '../database/database.ts';

/** With the names of who asks and of whose backup it is, for the one who decides. */
export type StoredApproval = Approval & { readonly requesterName: string; readonly personName: string };

export async function addApproval(tx: TenantTransaction, approval: StoredApproval): Promise<void> {
  const { requester, requesterName, userId, snapshotId, reason, once, minutes, requestedAt } = approval;
  await tx.query(
    `INSERT INTO approval (tenant_id, approval_id, requester_kind, requester_id, requester_name, user_id, snapshot_id,
                           reason, once, minutes, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (tenant_id, approval_id) DO NOTHING`,
    [
      tx.tenantId,
      approval.approvalId,
      requester.kind,
      requester.id,
      requesterName,
      userId,
      snapshotId,
      reason,
      once,
      minutes,
      new Date(requestedAt),
    ],
  );
}

/** Until the transaction ends, nobody else decides on it. */
export async function lockApproval(
  tx: TenantTransaction,
  { userId, approvalId }: { readonly userId: string; readonly approvalId: string },
): Promise<StoredApproval | undefined> {
  const [row] = await tx.query<ApprovalRow>(`${SELECT} AND user_id = $2 AND approval_id = $3 FOR UPDATE`, [
    tx.tenantId,
    userId,
    approvalId,
  ]);
  return row === undefined ? undefined : approvalOf(row);
}

/** Those approved for this requester over this person. Until the transaction ends, nobody else uses them. */
export async function lockApproved(
  tx: TenantTransaction,
  requester: Requester,
  userId: string,
): Promise<readonly StoredApproval[]> {
  const rows = await tx.query<ApprovalRow>(
    `${SELECT} AND user_id = $2 AND requester_kind = $3 AND requester_id = $4 AND outcome = 'approved'
      ORDER BY approval_id FOR UPDATE`,
    [tx.tenantId, userId, requester.kind, requester.id],
  );
  return rows.map(approvalOf);
}

/** How many of this requester's nobody has decided on since then. */
export async function countUndecided(tx: TenantTransaction, requester: Requester, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM approval
      WHERE tenant_id = $1 AND requester_kind = $2 AND requester_id = $3 AND outcome IS NULL AND requested_at > $4`,
    [tx.tenantId, requester.kind, requester.id, since],
  );
  return row?.count ?? 0;
}

/** Newest first. */
export async function findApprovals(tx: TenantTransaction, limit: number): Promise<readonly StoredApproval[]> {
  const rows = await tx.query<ApprovalRow>(`${SELECT} ORDER BY approval_id DESC LIMIT $2`, [tx.tenantId, limit]);
  return rows.map(approvalOf);
}

export async function setDecision(tx: TenantTransaction, { approvalId, decision }: Approval): Promise<void> {
  if (decision === null) return;
  await tx.query(
    `UPDATE approval SET outcome = $3, decided_by = $4, decided_at = $5
      WHERE tenant_id = $1 AND approval_id = $2 AND outcome IS NULL`,
    [tx.tenantId, approvalId, decision.outcome, decision.byUserId, new Date(decision.at)],
  );
}

/** The first use counts. */
export async function setUsed(tx: TenantTransaction, approvalId: string, now: Date): Promise<void> {
  await tx.query('UPDATE approval SET used_at = $3 WHERE tenant_id = $1 AND approval_id = $2 AND used_at IS NULL', [
    tx.tenantId,
    approvalId,
    now,
  ]);
}

const SELECT = `
  SELECT a.approval_id, a.requester_kind, a.requester_id, a.requester_name, a.user_id, a.snapshot_id, a.reason, a.once,
         a.minutes, a.requested_at, a.outcome, a.decided_by, a.decided_at, a.used_at,
         (SELECT u.user_principal_name FROM app_user u WHERE u.tenant_id = $1 AND u.user_id = a.user_id) AS person_name
    FROM approval a WHERE a.tenant_id = $1`;

type ApprovalRow = {
  readonly approval_id: string;
  readonly requester_kind: Requester['kind'];
  readonly requester_id: string;
  readonly requester_name: string;
  readonly person_name: string | null;
  readonly user_id: string;
  readonly snapshot_id: string | null;
  readonly reason: string;
  readonly once: boolean;
  readonly minutes: number;
  readonly requested_at: Date;
  readonly used_at: Date | null;
} & (
  | { readonly outcome: null; readonly decided_by: null; readonly decided_at: null }
  | { readonly outcome: 'approved' | 'refused'; readonly decided_by: string; readonly decided_at: Date }
);

function approvalOf(row: ApprovalRow): StoredApproval {
  return {
    approvalId: row.approval_id,
    requester: { kind: row.requester_kind, id: row.requester_id },
    requesterName: row.requester_name,
    personName: row.person_name ?? '',
    userId: row.user_id,
    snapshotId: row.snapshot_id,
    reason: row.reason,
    once: row.once,
    minutes: row.minutes,
    requestedAt: row.requested_at.getTime(),
    decision:
      row.outcome === null ? null : { outcome: row.outcome, byUserId: row.decided_by, at: row.decided_at.getTime() },
    usedAt: row.used_at?.getTime() ?? null,
  };
}
