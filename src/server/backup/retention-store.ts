// The table of retention policies: one for each tenant.

import { DEFAULT_RETENTION, type RetentionPolicy } from '../../domain/snapshot/retention.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function setRetentionPolicy(tx: TenantTransaction, policy: RetentionPolicy, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO retention_policy (tenant_id, keep_last, keep_days, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET keep_last = $2, keep_days = $3, updated_at = $4`,
    [tx.tenantId, policy.keepLast, policy.keepDays, new Date(now)],
  );
}

/** `changedAt` is left out where nobody ever chose. */
export async function findRetentionPolicy(
  tx: TenantTransaction,
): Promise<RetentionPolicy & { readonly changedAt?: Date }> {
  const [row] = await tx.query<{ keep_last: number; keep_days: number; updated_at: Date }>(
    'SELECT keep_last, keep_days, updated_at FROM retention_policy WHERE tenant_id = $1',
    [tx.tenantId],
  );
  if (row === undefined) return DEFAULT_RETENTION;
  return { keepLast: row.keep_last, keepDays: row.keep_days, changedAt: row.updated_at };
}
