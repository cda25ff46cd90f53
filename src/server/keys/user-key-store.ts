// The table of people's keys, wrapped by a key of their tenant. A row that is gone is gone for ever: that is what erases.

import type { TenantTransaction } from '../database/database.ts';

export type UserKeyRow = {
  readonly userId: string;
  readonly version: number;
  readonly keyId: string;
  /** Of the key that wraps it. */
  readonly tenantKeyId: string;
  readonly wrapped: Uint8Array;
};

/** Without effect if the person has a key of that version. */
export async function addUserKey(tx: TenantTransaction, row: UserKeyRow, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO user_key (tenant_id, user_id, version, key_id, tenant_key_id, wrapped, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, user_id, version) DO NOTHING`,
    [tx.tenantId, row.userId, row.version, row.keyId, row.tenantKeyId, row.wrapped, now],
  );
}

/** A person's, the first one first. */
export async function findUserKeys(tx: TenantTransaction, userId: string): Promise<readonly UserKeyRow[]> {
  const rows = await tx.query<Row>(`${SELECT} AND user_id = $2 ORDER BY version`, [tx.tenantId, userId]);
  return rows.map(rowOf);
}

/** Some of those that a tenant key wraps; none when nothing is left under it. */
export async function findUserKeysUnder(
  tx: TenantTransaction,
  tenantKeyId: string,
  limit: number,
): Promise<readonly UserKeyRow[]> {
  const rows = await tx.query<Row>(`${SELECT} AND tenant_key_id = $2 ORDER BY user_id, version LIMIT $3`, [
    tx.tenantId,
    tenantKeyId,
    limit,
  ]);
  return rows.map(rowOf);
}

/** How many people have keys under each tenant key. */
export async function countUsersByTenantKey(tx: TenantTransaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ tenant_key_id: string; users: number }>(
    `SELECT tenant_key_id, count(DISTINCT user_id) AS users FROM user_key WHERE tenant_id = $1 GROUP BY tenant_key_id`,
    [tx.tenantId],
  );
  return new Map(rows.map((row) => [row.tenant_key_id, row.users]));
}

/** The ids of everybody who has a key. */
export async function findKeyHolders(tx: TenantTransaction): Promise<readonly string[]> {
  const rows = await tx.query<{ user_id: string }>(
    'SELECT DISTINCT user_id FROM user_key WHERE tenant_id = $1 ORDER BY user_id',
    [tx.tenantId],
  );
  return rows.map((row) => row.user_id);
}

/** Puts other wraps of the same keys in their place. A key that was destroyed in the meantime stays destroyed. */
export async function rewrapUserKeys(tx: TenantTransaction, rows: readonly UserKeyRow[]): Promise<void> {
  await tx.query(
    `UPDATE user_key k SET tenant_key_id = given.tenant_key_id, wrapped = given.wrapped
       FROM unnest($2::uuid[], $3::uuid[], $4::bytea[]) AS given (key_id, tenant_key_id, wrapped)
      WHERE k.tenant_id = $1 AND k.key_id = given.key_id`,
    [tx.tenantId, rows.map((it) => it.keyId), rows.map((it) => it.tenantKeyId), rows.map((it) => it.wrapped)],
  );
}

/** Destroys a person's keys. Answers what they were wrapped by. */
export async function removeUserKeys(tx: TenantTransaction, userId: string): Promise<readonly UserKeyRow[]> {
  const rows = await tx.query<Row>(
    `DELETE FROM user_key WHERE tenant_id = $1 AND user_id = $2
     RETURNING user_id, version, key_id, tenant_key_id, wrapped`,
    [tx.tenantId, userId],
  );
  return rows.map(rowOf);
}

const SELECT = 'SELECT user_id, version, key_id, tenant_key_id, wrapped FROM user_key WHERE tenant_id = $1';

type Row = {
  readonly user_id: string;
  readonly version: number;
  readonly key_id: string;
  readonly tenant_key_id: string;
  readonly wrapped: Uint8Array;
};

function rowOf(row: Row): UserKeyRow {
  const { user_id: userId, version, key_id: keyId, tenant_key_id: tenantKeyId, wrapped } = row;
  return { userId, version, keyId, tenantKeyId, wrapped };
}
