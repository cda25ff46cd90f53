// The tables of tenants and of their secrets.

import type { SystemTransaction, TenantTransaction } from '../database/database.ts';

export type Tenant = { readonly tenantId: string; readonly displayName: string; readonly createdAt: string };

/** What a secret is for. */
export type SecretName = 'blob-name-key' | 'audit-log-key' | 'identity-provider-key';

export async function addTenant(tx: SystemTransaction, tenant: Tenant): Promise<void> {
  await tx.query(
    'INSERT INTO tenant (tenant_id, display_name, created_at) VALUES ($1, $2, $3) ON CONFLICT (tenant_id) DO NOTHING',
    [tenant.tenantId, tenant.displayName, new Date(tenant.createdAt)],
  );
}

/** Oldest first. */
export async function findTenants(tx: SystemTransaction): Promise<readonly Tenant[]> {
  const rows = await tx.query<TenantRow>('SELECT tenant_id, display_name, created_at FROM tenant ORDER BY tenant_id');
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    displayName: row.display_name,
    createdAt: row.created_at.toISOString(),
  }));
}

/** Whether the transaction's tenant is there. */
export async function tenantExists(tx: TenantTransaction): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM tenant WHERE tenant_id = $1', [tx.tenantId])).length > 0;
}

/** The tenant's secret of that name; `fresh` becomes it, once and for ever, if there is none yet. */
export async function tenantSecret(tx: TenantTransaction, name: SecretName, fresh: Uint8Array): Promise<Uint8Array> {
  const read = () =>
    tx.query<{ value: Uint8Array }>('SELECT value FROM tenant_secret WHERE tenant_id = $1 AND name = $2', [
      tx.tenantId,
      name,
    ]);
  const [found] = await read();
  if (found !== undefined) return found.value;
  await tx.query(
    'INSERT INTO tenant_secret (tenant_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, name) DO NOTHING',
    [tx.tenantId, name, fresh],
  );
  // Another transaction may have been first: what is stored counts.
  return (await read())[0]?.value ?? fresh;
}

type TenantRow = { readonly tenant_id: string; readonly display_name: string; readonly created_at: Date };
