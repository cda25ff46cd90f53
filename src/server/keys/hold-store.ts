// The table of legal holds. While a person has one that is not released, nothing of theirs is erased or expires.

import { fail, type Result } from '../../lib/result.ts';
import type { LegalHold } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';

export type NewHold = {
  readonly holdId: string;
  readonly userId: string;
  readonly reason: string;
  /** Who, as a person would say it. */
  readonly placedBy: string;
  readonly placedAt: Date;
};

export async function addHold(tx: TenantTransaction, hold: NewHold): Promise<void> {
  await tx.query(
    `INSERT INTO legal_hold (tenant_id, hold_id, user_id, reason, placed_by, placed_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, hold_id) DO NOTHING`,
    [tx.tenantId, hold.holdId, hold.userId, hold.reason, hold.placedBy, hold.placedAt],
  );
}

/** Releasing again keeps the first time. */
export async function releaseHold(
  tx: TenantTransaction,
  holdId: string,
  release: { readonly releasedBy: string; readonly releasedAt: Date },
): Promise<void> {
  await tx.query(
    `UPDATE legal_hold SET released_by = $3, released_at = $4
      WHERE tenant_id = $1 AND hold_id = $2 AND released_at IS NULL`,
    [tx.tenantId, holdId, release.releasedBy, release.releasedAt],
  );
}

export async function findHold(tx: TenantTransaction, holdId: string): Promise<LegalHold | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND h.hold_id = $2`, [tx.tenantId, holdId]);
  return row === undefined ? undefined : holdOf(row);
}

/** Newest first, those that are released included. */
export async function findHolds(tx: TenantTransaction): Promise<LegalHold[]> {
  const rows = await tx.query<Row>(`${SELECT} ORDER BY h.hold_id DESC`, [tx.tenantId]);
  return rows.map(holdOf);
}

/** Refuses whatever would take something from a person on hold. */
export async function refuseOnHold(tx: TenantTransaction, userId: string): Promise<Result<never, Problem> | undefined> {
  const [hold] = await tx.query<{ hold_id: string; placed_at: Date }>(
    `SELECT hold_id, placed_at FROM legal_hold
      WHERE tenant_id = $1 AND user_id = $2 AND released_at IS NULL ORDER BY hold_id LIMIT 1`,
    [tx.tenantId, userId],
  );
  if (hold === undefined) return undefined;
  const since = hold.placed_at.toISOString();
  return fail({
    code: 'on-hold',
    detail: `A legal hold (${hold.hold_id}) keeps this person's backups since ${since}.`,
  });
}

const SELECT = `
  SELECT h.hold_id, h.user_id, u.user_principal_name, h.reason, h.placed_by, h.placed_at, h.released_by, h.released_at
    FROM legal_hold h JOIN app_user u ON u.tenant_id = h.tenant_id AND u.user_id = h.user_id
   WHERE h.tenant_id = $1`;

type Row = {
  readonly hold_id: string;
  readonly user_id: string;
  readonly user_principal_name: string;
  readonly reason: string;
  readonly placed_by: string;
  readonly placed_at: Date;
  readonly released_by: string | null;
  readonly released_at: Date | null;
};

function holdOf(row: Row): LegalHold {
  return {
    holdId: row.hold_id,
    userId: row.user_id,
    userPrincipalName: row.user_principal_name,
    reason: row.reason,
    placedBy: row.placed_by,
    placedAt: row.placed_at.toISOString(),
    releasedBy: row.released_by,
    releasedAt: row.released_at?.toISOString() ?? null,
  };
}
