// The table of erasures: who was erased, when, and the receipt. An erasure is never changed; it can be lifted, which brings
// nothing back but lets the person be backed up again.

import { fail, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Erasure = {
  readonly erasureId: string;
  readonly userId: string;
  readonly erasedAt: Date;
  /** The signed text that was given out. */
  readonly receipt: string;
  /** The person did it, not an administrator. */
  readonly isOwn: boolean;
};

export type LiftableErasure = Erasure & { readonly liftedAt: Date | null };

export async function addErasure(tx: TenantTransaction, erasure: Erasure): Promise<void> {
  await tx.query(
    `INSERT INTO erasure (tenant_id, erasure_id, user_id, erased_at, receipt, is_own) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.tenantId, erasure.erasureId, erasure.userId, erasure.erasedAt, erasure.receipt, erasure.isOwn],
  );
}

/** The person's, unless it was lifted. */
export async function findErasure(tx: TenantTransaction, userId: string): Promise<Erasure | undefined> {
  const [row] = await tx.query<Row>(
    `SELECT erasure_id, user_id, erased_at, receipt, is_own FROM erasure
      WHERE tenant_id = $1 AND user_id = $2 AND lifted_at IS NULL ORDER BY erasure_id DESC LIMIT 1`,
    [tx.tenantId, userId],
  );
  return row && erasureOf(row);
}

/** All of the person's, newest first. */
export async function findErasures(tx: TenantTransaction, userId: string): Promise<readonly LiftableErasure[]> {
  const rows = await tx.query<Row & { lifted_at: Date | null }>(
    `SELECT erasure_id, user_id, erased_at, receipt, is_own, lifted_at FROM erasure
      WHERE tenant_id = $1 AND user_id = $2 ORDER BY erasure_id DESC`,
    [tx.tenantId, userId],
  );
  return rows.map((row) => ({ ...erasureOf(row), liftedAt: row.lifted_at }));
}

/** Whether there was one to lift. */
export async function liftErasure(tx: TenantTransaction, userId: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE erasure SET lifted_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND lifted_at IS NULL RETURNING 1`,
    [tx.tenantId, userId, now],
  );
  return rows.length > 0;
}

export function refuseErased({ erasedAt, erasureId }: Erasure): Result<never, Problem> {
  const detail = `This person's backups were erased at ${erasedAt.toISOString()} (receipt ${erasureId}).`;
  return fail({ code: 'erased', detail });
}

function erasureOf(row: Row): Erasure {
  const { erasure_id: erasureId, user_id: userId, erased_at: erasedAt, receipt, is_own: isOwn } = row;
  return { erasureId, userId, erasedAt, receipt, isOwn };
}

type Row = {
  readonly is_own: boolean;
  readonly erasure_id: string;
  readonly user_id: string;
  readonly erased_at: Date;
  readonly receipt: string;
};
