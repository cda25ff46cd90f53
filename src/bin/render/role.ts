// Roles and who holds them, as text and as JSON.

import type { Json } from '../../lib/canonical-json.ts';
import type { RoleAssignment } from '../../protocol/operations/access.ts';
import type { Holders } from '../../server/access/operate-roles.ts';
import { table } from './table.ts';

export function roleList(roles: readonly Holders[]): string {
  const rows = roles.map(({ role, assignments, directory }) => [
    role.displayName,
    assignments.length + directory.length,
    role.description,
  ]);
  return table(['Role', 'Given', 'What for'], rows);
}

export function roleText({ role, assignments, directory }: Holders): string {
  const holders = [
    ...assignments.map((it) => [holderOf(it), reachOf(it), it.assignmentId]),
    ...directory.map((name) => [name, 'the whole organization', 'directory role (keepsake user role)']),
  ];
  return [
    `${role.displayName} (${role.roleId})${role.builtIn ? ', built-in' : ''}`,
    ...(role.description === '' ? [] : [role.description]),
    '',
    ...role.permissions.map((permission) => `  ${permission}`),
    '',
    holders.length === 0 ? 'Nobody was given it here.' : table(['Given to', 'Over', 'Assignment'], holders),
  ].join('\n');
}

/** "anna@contoso.example over the whole organization" */
export function assignmentText(assignment: RoleAssignment): string {
  return `${holderOf(assignment)} over ${reachOf(assignment)}`;
}

export function toJson({ role, assignments, directory }: Holders): Json {
  const { roleId, displayName, description, builtIn, permissions } = role;
  return {
    roleId,
    displayName,
    description,
    builtIn,
    permissions: [...permissions],
    directory: [...directory],
    assignments: assignments.map(({ principal, scope, ...rest }) => ({
      ...rest,
      principal: { ...principal },
      scope: { ...scope },
    })),
  };
}

function holderOf({ principal, principalName }: RoleAssignment): string {
  return principalName ?? `${principal.kind} ${principal.id}`;
}

function reachOf({ scope }: RoleAssignment): string {
  return scope.kind === 'tenant' ? 'the whole organization' : `the members of group ${scope.groupId}`;
}
