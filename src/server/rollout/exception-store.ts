// The table of what is left out of a rollout on purpose. An exception that was closed stays, to say what was so.

import type { RolloutException } from '../../domain/rollout/exception.ts';
import type { TenantTransaction } from '../database/database.ts';

/** Those that end first come first; closed ones last, where they are wanted. */
export async function findExceptions(
  tx: TenantTransaction,
  { closedToo }: { readonly closedToo: boolean },
): Promise<readonly RolloutException[]> {
  const rows = await tx.query<Row>(
    `${SELECT} AND ($2 OR x.closed_at IS NULL)
      ORDER BY x.closed_at IS NOT NULL, x.ends_on, x.exception_id`,
    [tx.tenantId, closedToo],
  );
  return rows.map(exceptionOf);
}

/** Nobody else changes it until the transaction ends. */
export async function lockException(tx: TenantTransaction, exceptionId: string): Promise<RolloutException | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND x.exception_id = $2 FOR UPDATE`, [tx.tenantId, exceptionId]);
  return row && exceptionOf(row);
}

export async function addException(tx: TenantTransaction, exception: RolloutException): Promise<void> {
  const { exceptionId, subject, owner, fallback, endsOn, addedAt } = exception;
  await tx.query(
    `INSERT INTO rollout_exception (tenant_id, exception_id, subject, owner, fallback, ends_on, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, exceptionId, subject, owner, fallback, endsOn, new Date(addedAt)],
  );
}

export async function closeStoredException(tx: TenantTransaction, exceptionId: string, now: Date): Promise<void> {
  await tx.query('UPDATE rollout_exception SET closed_at = $3 WHERE tenant_id = $1 AND exception_id = $2', [
    tx.tenantId,
    exceptionId,
    now,
  ]);
}

const SELECT = `
  SELECT x.exception_id, x.subject, x.owner, x.fallback, to_char(x.ends_on, 'YYYY-MM-DD') AS ends_on,
         x.added_at, x.closed_at
    FROM rollout_exception x WHERE x.tenant_id = $1`;

type Row = {
  readonly exception_id: string;
  readonly subject: string;
  readonly owner: string;
  readonly fallback: string;
  readonly ends_on: string;
  readonly added_at: Date;
  readonly closed_at: Date | null;
};

function exceptionOf(row: Row): RolloutException {
  return {
    exceptionId: row.exception_id,
    subject: row.subject,
    owner: row.owner,
    fallback: row.fallback,
    endsOn: row.ends_on,
    addedAt: row.added_at.getTime(),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at.getTime() }),
  };
}
