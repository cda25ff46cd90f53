// The table of tenants.

import type { SystemTransaction, TenantTransaction } from '../database/database.ts';

export type Tenant = { readonly tenantId: string; readonly displayName: string; readonly createdAt: string };

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

/** What people call the transaction's tenant; `undefined`: it is not there. */
export async function findTenantName(tx: TenantTransaction): Promise<string | undefined> {
  const [row] = await tx.query<{ display_name: string }>('SELECT display_name FROM tenant WHERE tenant_id = $1', [
    tx.tenantId,
  ]);
  return row?.display_name;
}

type TenantRow = { readonly tenant_id: string; readonly display_name: string; readonly created_at: Date };
