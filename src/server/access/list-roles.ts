// What roles there are, who was given them, and what the caller may do.

import { BUILT_IN_ROLES, findBuiltInRole, type Role } from '../../domain/access/roles.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { RoleAssignment } from '../../protocol/operations/access.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findRoleHolders } from '../directory/account-store.ts';
import type { Actor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { describeAssignment } from './describe-assignment.ts';
import { type Held, loadGrants } from './load-grants.ts';
import { findAssignments, findCustomRoles } from './role-store.ts';

export type ListedRole = Role & { readonly builtIn: boolean };

export function listRoles(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<{ readonly roles: readonly ListedRole[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const custom = await findCustomRoles(tx);
    return ok({
      roles: [
        ...BUILT_IN_ROLES.map((role) => ({ ...role, builtIn: true })),
        ...custom.map((role) => ({ ...role, builtIn: false })),
      ],
    });
  });
}

export function listAssignments(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<{ readonly assignments: readonly RoleAssignment[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) =>
    ok({ assignments: (await findAssignments(tx)).map(describeAssignment) }),
  );
}

export function listDirectoryHolders(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<{ readonly holders: readonly DirectoryHolder[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const holders = (await findRoleHolders(tx)).filter(({ roleTemplateId }) => findBuiltInRole(roleTemplateId));
    return ok({ holders: holders.map(({ roleTemplateId, ...rest }) => ({ roleId: roleTemplateId, ...rest })) });
  });
}

type DirectoryHolder = { readonly roleId: string; readonly userId: string; readonly userPrincipalName: string };

export function listOwnGrants(context: Context, actor: Actor): Promise<Result<Omit<Held, 'principals'>, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const { grants, scopeMissing, groupsLeftOut } = await loadGrants(tx, actor);
    return ok({ grants, scopeMissing, groupsLeftOut });
  });
}
