// The table of a tenant's secrets: sealed under a key of the tenant.

import type { TenantTransaction } from '../database/database.ts';

export type SecretRow = { readonly name: string; readonly tenantKeyId: string; readonly sealed: Uint8Array };

/** Without effect if there is one of that name. */
export async function addSecret(tx: TenantTransaction, secret: SecretRow): Promise<void> {
  await tx.query(
    `INSERT INTO tenant_secret (tenant_id, name, tenant_key_id, sealed) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, name) DO NOTHING`,
    [tx.tenantId, secret.name, secret.tenantKeyId, secret.sealed],
  );
}

export async function findSecret(tx: TenantTransaction, name: string): Promise<SecretRow | undefined> {
  return (await findSecrets(tx)).find((it) => it.name === name);
}

export async function findSecrets(tx: TenantTransaction): Promise<readonly SecretRow[]> {
  const rows = await tx.query<{ name: string; tenant_key_id: string; sealed: Uint8Array }>(
    'SELECT name, tenant_key_id, sealed FROM tenant_secret WHERE tenant_id = $1',
    [tx.tenantId],
  );
  return rows.map((row) => ({ name: row.name, tenantKeyId: row.tenant_key_id, sealed: row.sealed }));
}

/** Puts the same secret, sealed under another key, in its place. */
export async function resealSecret(tx: TenantTransaction, secret: SecretRow): Promise<void> {
  await tx.query('UPDATE tenant_secret SET tenant_key_id = $3, sealed = $4 WHERE tenant_id = $1 AND name = $2', [
    tx.tenantId,
    secret.name,
    secret.tenantKeyId,
    secret.sealed,
  ]);
}
