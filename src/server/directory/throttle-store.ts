// The table of failures that are counted against guessing. Who is behind a bucket can not be read from it.

import type { TenantTransaction } from '../database/database.ts';

export type Throttle = { readonly failures: number; readonly blockedUntil: Date };

export async function findThrottle(tx: TenantTransaction, bucket: string, now: Date): Promise<Throttle | undefined> {
  const [row] = await tx.query<{ failures: number; blocked_until: Date }>(
    'SELECT failures, blocked_until FROM sign_in_throttle WHERE tenant_id = $1 AND bucket = $2 AND expires_at > $3 FOR UPDATE',
    [tx.tenantId, bucket, now],
  );
  return row === undefined ? undefined : { failures: row.failures, blockedUntil: row.blocked_until };
}

export async function putThrottle(
  tx: TenantTransaction,
  bucket: string,
  it: Throttle & { readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO sign_in_throttle (tenant_id, bucket, failures, blocked_until, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, bucket) DO UPDATE
       SET failures = excluded.failures, blocked_until = excluded.blocked_until, expires_at = excluded.expires_at`,
    [tx.tenantId, bucket, it.failures, it.blockedUntil, it.expiresAt],
  );
}

export async function removeThrottle(tx: TenantTransaction, bucket: string): Promise<void> {
  await tx.query('DELETE FROM sign_in_throttle WHERE tenant_id = $1 AND bucket = $2', [tx.tenantId, bucket]);
}

export async function removeExpiredThrottles(tx: TenantTransaction, now: Date): Promise<void> {
  await tx.query('DELETE FROM sign_in_throttle WHERE tenant_id = $1 AND expires_at <= $2', [tx.tenantId, now]);
}

/** Until the transaction ends, nobody else counts in this bucket. */
export async function lockThrottle(tx: TenantTransaction, bucket: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keepsake throttle ' || $1 || $2, 0))", [
    tx.tenantId,
    bucket,
  ]);
}
