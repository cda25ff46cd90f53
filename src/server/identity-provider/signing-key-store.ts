// The table of the keys that a tenant's tokens are signed with. The private halves are sealed.

import type { TenantTransaction } from '../database/database.ts';

export type StoredSigningKey = {
  readonly keyId: string;
  readonly sealed: Uint8Array;
  readonly createdAt: Date;
  readonly signsFrom: Date;
};

export async function findSigningKeys(tx: TenantTransaction): Promise<readonly StoredSigningKey[]> {
  const rows = await tx.query<SigningKeyRow>(
    'SELECT key_id, sealed, created_at, signs_from FROM signing_key WHERE tenant_id = $1 ORDER BY signs_from',
    [tx.tenantId],
  );
  return rows.map((row) => ({
    keyId: row.key_id,
    sealed: row.sealed,
    createdAt: row.created_at,
    signsFrom: row.signs_from,
  }));
}

/** Until the transaction ends, nobody else decides over this tenant's keys. */
export async function lockSigningKeys(tx: TenantTransaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keepsake signing keys ' || $1, 0))", [tx.tenantId]);
}

export async function addSigningKey(tx: TenantTransaction, key: StoredSigningKey): Promise<void> {
  await tx.query(
    `INSERT INTO signing_key (tenant_id, key_id, sealed, created_at, signs_from)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, key_id) DO NOTHING`,
    [tx.tenantId, key.keyId, key.sealed, key.createdAt, key.signsFrom],
  );
}

export async function removeSigningKey(tx: TenantTransaction, keyId: string): Promise<void> {
  await tx.query('DELETE FROM signing_key WHERE tenant_id = $1 AND key_id = $2', [tx.tenantId, keyId]);
}

type SigningKeyRow = {
  readonly key_id: string;
  readonly sealed: Uint8Array;
  readonly created_at: Date;
  readonly signs_from: Date;
};
