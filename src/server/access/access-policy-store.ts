// The table of what tenants chose about access.

import { type AccessPolicy, DEFAULT_ACCESS_POLICY } from '../../domain/access/access-policy.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function findAccessPolicy(tx: TenantTransaction): Promise<AccessPolicy> {
  const [row] = await tx.query<Row>(
    'SELECT content_read_approval, trust_token_roles, own_erasure FROM access_policy WHERE tenant_id = $1',
    [tx.tenantId],
  );
  if (row === undefined) return DEFAULT_ACCESS_POLICY;
  return {
    contentReadApproval: row.content_read_approval,
    trustTokenRoles: row.trust_token_roles,
    ownErasure: row.own_erasure,
  };
}

export async function setAccessPolicy(tx: TenantTransaction, policy: AccessPolicy, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO access_policy (tenant_id, content_read_approval, trust_token_roles, own_erasure, updated_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id) DO UPDATE
       SET content_read_approval = $2, trust_token_roles = $3, own_erasure = $4, updated_at = $5`,
    [tx.tenantId, policy.contentReadApproval, policy.trustTokenRoles, policy.ownErasure, now],
  );
}

type Row = {
  readonly content_read_approval: boolean;
  readonly trust_token_roles: boolean;
  readonly own_erasure: boolean;
};
