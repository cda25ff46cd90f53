// The table of what tenants chose about access.

import { type AccessPolicy, DEFAULT_ACCESS_POLICY } from '../../domain/access/access-policy.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function findAccessPolicy(tx: TenantTransaction): Promise<AccessPolicy> {
  const [row] = await tx.query<{ content_read_approval: boolean; trust_token_roles: boolean }>(
    'SELECT content_read_approval, trust_token_roles FROM access_policy WHERE tenant_id = $1',
    [tx.tenantId],
  );
  if (row === undefined) return DEFAULT_ACCESS_POLICY;
  return { contentReadApproval: row.content_read_approval, trustTokenRoles: row.trust_token_roles };
}

export async function setAccessPolicy(tx: TenantTransaction, policy: AccessPolicy, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO access_policy (tenant_id, content_read_approval, trust_token_roles, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET content_read_approval = $2, trust_token_roles = $3, updated_at = $4`,
    [tx.tenantId, policy.contentReadApproval, policy.trustTokenRoles, now],
  );
}
