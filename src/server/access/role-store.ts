// The tables of custom roles and of assignments. Built-in roles are the program's and in no table.

import { type Grant, type Principal, type Scope, WHOLE_TENANT } from '../../domain/access/grant.ts';
import { isPermission } from '../../domain/access/permissions.ts';
import { findBuiltInRole, type Role } from '../../domain/access/roles.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Assignment = {
  readonly assignmentId: string;
  readonly roleId: string;
  readonly principal: Principal;
  /** Of a user or a group that is known here. */
  readonly principalName: string | null;
  readonly scope: Scope;
  /** Of the group it is over, if that is known here. */
  readonly scopeName: string | null;
  readonly createdAt: Date;
};

export async function addCustomRole(tx: TenantTransaction, role: Role, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO role_definition (tenant_id, role_id, display_name, description, permissions, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, role_id) DO NOTHING`,
    [tx.tenantId, role.roleId, role.displayName, role.description, role.permissions, now],
  );
}

/** By name. */
export async function findCustomRoles(tx: TenantTransaction): Promise<readonly Role[]> {
  const rows = await tx.query<RoleRow>(
    `SELECT role_id, display_name, description, permissions FROM role_definition WHERE tenant_id = $1
      ORDER BY lower(display_name)`,
    [tx.tenantId],
  );
  return rows.map(roleOf);
}

export async function findRole(tx: TenantTransaction, roleId: string): Promise<Role | undefined> {
  const builtIn = findBuiltInRole(roleId);
  if (builtIn !== undefined) return builtIn;
  const [row] = await tx.query<RoleRow>(
    'SELECT role_id, display_name, description, permissions FROM role_definition WHERE tenant_id = $1 AND role_id = $2',
    [tx.tenantId, roleId],
  );
  return row === undefined ? undefined : roleOf(row);
}

/** Takes its assignments along, and says which those were. */
export async function removeCustomRole(tx: TenantTransaction, roleId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ assignment_id: string }>(
    'DELETE FROM role_assignment WHERE tenant_id = $1 AND role_id = $2 RETURNING assignment_id',
    [tx.tenantId, roleId],
  );
  await tx.query('DELETE FROM role_definition WHERE tenant_id = $1 AND role_id = $2', [tx.tenantId, roleId]);
  return rows.map((row) => row.assignment_id);
}

/** The assignment as it is there now; an equal one that was there before stays as it is. */
export async function addAssignment(tx: TenantTransaction, given: Assignment): Promise<Assignment> {
  const { assignmentId, roleId, principal, scope, createdAt } = given;
  const groupId = scope.kind === 'group' ? scope.groupId : null;
  const row = [tx.tenantId, principal.kind, principal.id, roleId, groupId];
  await tx.query(
    `INSERT INTO role_assignment (tenant_id, principal_kind, principal_id, role_id, scope_group_id, assignment_id,
                                  created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, principal_kind, principal_id, role_id, scope_group_id) DO NOTHING`,
    [...row, assignmentId, createdAt],
  );
  const [found] = await tx.query<AssignmentRow>(
    `${SELECT_ASSIGNMENT} AND a.principal_kind = $2 AND a.principal_id = $3 AND a.role_id = $4
       AND a.scope_group_id IS NOT DISTINCT FROM $5`,
    row,
  );
  return found === undefined ? given : assignmentOf(found);
}

export async function countAssignments(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'SELECT count(*) AS count FROM role_assignment WHERE tenant_id = $1',
    [tx.tenantId],
  );
  return row?.count ?? 0;
}

/** Newest first. */
export async function findAssignments(tx: TenantTransaction): Promise<readonly Assignment[]> {
  const rows = await tx.query<AssignmentRow>(`${SELECT_ASSIGNMENT} ORDER BY a.assignment_id DESC`, [tx.tenantId]);
  return rows.map(assignmentOf);
}

export async function findAssignment(tx: TenantTransaction, assignmentId: string): Promise<Assignment | undefined> {
  const [row] = await tx.query<AssignmentRow>(`${SELECT_ASSIGNMENT} AND a.assignment_id = $2`, [
    tx.tenantId,
    assignmentId,
  ]);
  return row === undefined ? undefined : assignmentOf(row);
}

export async function removeAssignment(tx: TenantTransaction, assignmentId: string): Promise<void> {
  await tx.query('DELETE FROM role_assignment WHERE tenant_id = $1 AND assignment_id = $2', [
    tx.tenantId,
    assignmentId,
  ]);
}

/** What these principals were given. A role that is gone gives nothing. */
export async function findGrants(tx: TenantTransaction, principals: readonly Principal[]): Promise<readonly Grant[]> {
  const rows = await tx.query<AssignmentRow & { display_name: string | null; permissions: string[] | null }>(
    `SELECT a.role_id, a.principal_kind, a.principal_id, a.scope_group_id, d.display_name, d.permissions
       FROM role_assignment a
       JOIN unnest($2::text[], $3::text[]) AS given (kind, id) ON a.principal_kind = given.kind AND a.principal_id = given.id
       LEFT JOIN role_definition d ON d.tenant_id = a.tenant_id AND d.role_id = a.role_id
      WHERE a.tenant_id = $1 ORDER BY a.assignment_id`,
    [tx.tenantId, principals.map(({ kind }) => kind), principals.map(({ id }) => id)],
  );
  return rows.flatMap((row) => {
    const builtIn = findBuiltInRole(row.role_id);
    const permissions = builtIn?.permissions ?? row.permissions?.filter(isPermission) ?? [];
    const roleName = builtIn?.displayName ?? row.display_name;
    if (roleName === null) return [];
    const source = row.principal_kind === 'group' ? ('group' as const) : ('assignment' as const);
    return [{ roleName, permissions, scope: scopeOf(row), source }];
  });
}

type RoleRow = {
  readonly role_id: string;
  readonly display_name: string;
  readonly description: string;
  readonly permissions: readonly string[];
};

/** A permission that this version does not know gives nothing. */
function roleOf(row: RoleRow): Role {
  return {
    roleId: row.role_id,
    displayName: row.display_name,
    description: row.description,
    permissions: row.permissions.filter(isPermission),
  };
}

/** Of the tenant's own directory, or imported. */
function groupName(id: string): string {
  return `coalesce(
           (SELECT g.display_name FROM directory_group g WHERE g.tenant_id = a.tenant_id AND g.group_id::text = ${id}),
           (SELECT g.display_name FROM group_record g WHERE g.tenant_id = a.tenant_id AND g.group_id::text = ${id}))`;
}

const SELECT_ASSIGNMENT = `
  SELECT a.assignment_id, a.role_id, a.principal_kind, a.principal_id, a.scope_group_id, a.created_at,
         u.user_principal_name,
         ${groupName("CASE a.principal_kind WHEN 'group' THEN a.principal_id END")} AS principal_group,
         ${groupName('a.scope_group_id')} AS scope_group
    FROM role_assignment a
    LEFT JOIN app_user u ON u.tenant_id = a.tenant_id AND a.principal_kind = 'user' AND u.user_id::text = a.principal_id
   WHERE a.tenant_id = $1`;

type AssignmentRow = {
  readonly assignment_id: string;
  readonly role_id: string;
  readonly principal_kind: Principal['kind'];
  readonly principal_id: string;
  readonly scope_group_id: string | null;
  readonly created_at: Date;
  readonly user_principal_name: string | null;
  readonly principal_group: string | null;
  readonly scope_group: string | null;
};

function assignmentOf(row: AssignmentRow): Assignment {
  return {
    assignmentId: row.assignment_id,
    roleId: row.role_id,
    principal: { kind: row.principal_kind, id: row.principal_id },
    principalName: row.user_principal_name ?? row.principal_group,
    scope: scopeOf(row),
    scopeName: row.scope_group,
    createdAt: row.created_at,
  };
}

function scopeOf({ scope_group_id: groupId }: Pick<AssignmentRow, 'scope_group_id'>): Scope {
  return groupId === null ? WHOLE_TENANT : { kind: 'group', groupId };
}
