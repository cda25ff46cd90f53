// The one decision of access: may somebody who holds these grants do what needs this permission, to this person?
//
// Guarantees, each a law in test/access: nothing is allowed without a grant that says so; another grant never takes
// anything away; a grant over a group reaches its members and nobody else, and never what is not about a person.

import type { Grant, Scope } from './grant.ts';
import { isAboutPerson, type Permission } from './permissions.ts';

/** The person whom an act concerns, with the groups they are known to be in. Unknown groups never count. */
export type Target = { readonly userId: string; readonly groupIds: readonly string[] };

export type AccessDecision =
  | { readonly allowed: true; readonly through: Grant }
  /** `scope`: held, but over others than this person. */
  | { readonly allowed: false; readonly missing: 'permission' | 'scope' };

/** Without a target, the act concerns the tenant, or everybody in it; with `some`, only whom the grants reach. */
export function decideAccess(
  grants: readonly Grant[],
  permission: Permission,
  target?: Target | 'some',
): AccessDecision {
  const holding = grants.filter((grant) => grant.permissions.includes(permission));
  const through = holding.find((grant) => reaches(grant.scope, permission, target));
  if (through !== undefined) return { allowed: true, through };
  return { allowed: false, missing: holding.length === 0 ? 'permission' : 'scope' };
}

/** Everybody, or the members of these groups; of none: nobody. */
export type Reach = 'everybody' | readonly string[];

/** Whom a list that needs this permission may tell of. */
export function reachOf(grants: readonly Grant[], permission: Permission): Reach {
  const scopes = grants.filter((grant) => grant.permissions.includes(permission)).map(({ scope }) => scope);
  if (scopes.some(({ kind }) => kind === 'tenant')) return 'everybody';
  if (!isAboutPerson(permission)) return [];
  return [...new Set(scopes.flatMap((scope) => (scope.kind === 'group' ? [scope.groupId] : [])))];
}

function reaches(scope: Scope, permission: Permission, target: Target | 'some' | undefined): boolean {
  if (scope.kind === 'tenant') return true;
  if (!isAboutPerson(permission) || target === undefined) return false;
  return target === 'some' || target.groupIds.includes(scope.groupId);
}
