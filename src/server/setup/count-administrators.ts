// How many people may give roles: those who hold a role that allows it, themselves or through a group of the embedded
// directory. Whom only their own directory's tokens make administrators is not seen here.

import { BUILT_IN_ROLES } from '../../domain/access/roles.ts';
import type { TenantTransaction } from '../database/database.ts';

export async function countAdministrators(tx: TenantTransaction, trustTokenRoles: boolean): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT a.principal_id AS id FROM role_assignment a
        WHERE a.tenant_id = $1 AND a.principal_kind = 'user' AND a.scope_group_id IS NULL
          AND (a.role_id = ANY ($2::uuid[]) OR a.role_id IN (${OWN_ROLES}))
       UNION SELECT m.user_id::text FROM role_assignment a
        JOIN group_member m ON m.tenant_id = a.tenant_id AND m.group_id::text = a.principal_id
        WHERE a.tenant_id = $1 AND a.principal_kind = 'group' AND a.scope_group_id IS NULL
          AND (a.role_id = ANY ($2::uuid[]) OR a.role_id IN (${OWN_ROLES}))
       UNION SELECT h.user_id::text FROM directory_role_holder h
        WHERE h.tenant_id = $1 AND $3 AND h.role_template_id = ANY ($2::uuid[])) x`,
    [tx.tenantId, MANAGING_ROLES, trustTokenRoles],
  );
  return row?.count ?? 0;
}

const OWN_ROLES = `SELECT d.role_id FROM role_definition d WHERE d.tenant_id = $1 AND 'role.manage' = ANY (d.permissions)`;

const MANAGING_ROLES = BUILT_IN_ROLES.filter(({ permissions }) =>
  (permissions as readonly string[]).includes('role.manage'),
).map(({ roleId }) => roleId);
