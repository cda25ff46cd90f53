// The table of tenant keys: wrapped by a key of the key provider, so worth nothing to whoever has the database alone.

import type { WrappedKey } from '../crypto/key-provider.ts';
import type { TenantTransaction } from '../database/database.ts';

export type TenantKeyRow = {
  readonly version: number;
  readonly keyId: string;
  readonly wrapped: WrappedKey;
  readonly createdAt: Date;
};

/** Without effect if the tenant has a key of that version. */
export async function addTenantKey(tx: TenantTransaction, row: TenantKeyRow): Promise<void> {
  await tx.query(
    `INSERT INTO tenant_key (tenant_id, version, key_id, provider_key_id, wrapped, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, version) DO NOTHING`,
    [tx.tenantId, row.version, row.keyId, row.wrapped.providerKeyId, row.wrapped.bytes, row.createdAt],
  );
}

/** The one that wraps first. */
export async function findTenantKeys(tx: TenantTransaction): Promise<readonly TenantKeyRow[]> {
  const rows = await tx.query<Row>(`${SELECT} ORDER BY version DESC`, [tx.tenantId]);
  return rows.map(rowOf);
}

export async function findTenantKey(tx: TenantTransaction, keyId: string): Promise<TenantKeyRow | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND key_id = $2`, [tx.tenantId, keyId]);
  return row === undefined ? undefined : rowOf(row);
}

/** Destroys it. A foreign key refuses that (23503) while anything is wrapped by it. */
export async function removeTenantKey(tx: TenantTransaction, keyId: string): Promise<void> {
  await tx.query('DELETE FROM tenant_key WHERE tenant_id = $1 AND key_id = $2', [tx.tenantId, keyId]);
}

const SELECT = 'SELECT version, key_id, provider_key_id, wrapped, created_at FROM tenant_key WHERE tenant_id = $1';

type Row = {
  readonly version: number;
  readonly key_id: string;
  readonly provider_key_id: string;
  readonly wrapped: Uint8Array;
  readonly created_at: Date;
};

function rowOf(row: Row): TenantKeyRow {
  const { version, key_id: keyId, provider_key_id: providerKeyId, wrapped, created_at: createdAt } = row;
  return { version, keyId, wrapped: { providerKeyId, bytes: wrapped }, createdAt };
}
