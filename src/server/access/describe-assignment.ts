// An assignment as the API shows it and as the audit log tells of it.

import type { RoleAssignment } from '../../protocol/operations/access.ts';
import type { Assignment } from './role-store.ts';

export function describeAssignment({ createdAt, ...rest }: Assignment): RoleAssignment {
  return { ...rest, createdAt: createdAt.toISOString() };
}

/** `new` when it is given, `old` when it is taken away. */
export function assignmentAudit(
  { assignmentId, roleId, principal, scope }: Assignment,
  roleName: string | undefined,
  side: 'old' | 'new',
) {
  return [
    { type: 'Role' as const, id: roleId, name: roleName },
    {
      type: 'RoleAssignment' as const,
      id: assignmentId,
      properties: {
        principal: { [side]: `${principal.kind} ${principal.id}` },
        scope: { [side]: scope.kind === 'tenant' ? 'tenant' : `group ${scope.groupId}` },
      },
    },
  ];
}
