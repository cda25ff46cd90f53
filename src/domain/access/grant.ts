// A grant: permissions that an actor holds, over whom, and how they came to hold them. Whatever gives somebody anything
// (an assignment, a group's assignment, a role in a token) becomes a grant before anything is decided.

import { isPermission, type Permission } from './permissions.ts';
import { findBuiltInRole } from './roles.ts';

export type Grant = {
  /** The role, as people call it; for an app role the name of the permission that it is. */
  readonly roleName: string;
  readonly permissions: readonly Permission[];
  readonly scope: Scope;
  readonly source: 'assignment' | 'group' | 'directoryRole' | 'appRole';
};

/** Over the whole tenant, or over the people who are members of a group. */
export type Scope = { readonly kind: 'tenant' } | { readonly kind: 'group'; readonly groupId: string };

/** Whom a role is given to. An application is named by its client id. */
export type Principal = { readonly kind: 'user' | 'group' | 'application'; readonly id: string };

export const WHOLE_TENANT: Scope = { kind: 'tenant' };

/**
 * What a token's roles give: `wids` are built-in roles by their template ids, `roles` are app roles named like
 * permissions. What is neither gives nothing.
 */
export function grantsOfToken(claims: {
  readonly wids: readonly string[];
  readonly roles: readonly string[];
}): Grant[] {
  const directoryRoles = claims.wids.flatMap((id) => findBuiltInRole(id.toLowerCase()) ?? []);
  return [
    ...directoryRoles.map(({ displayName, permissions }) => ({
      roleName: displayName,
      permissions,
      scope: WHOLE_TENANT,
      source: 'directoryRole' as const,
    })),
    ...claims.roles.filter(isPermission).map((permission) => ({
      roleName: permission,
      permissions: [permission],
      scope: WHOLE_TENANT,
      source: 'appRole' as const,
    })),
  ];
}
