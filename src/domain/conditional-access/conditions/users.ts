// Users, groups, roles and guests: is this user among those the policy is assigned to?

import { isGuid } from '../names.ts';
import { type GuestFilter, type IncludeExclude, KNOWN, type UserAssignment } from '../policy.ts';
import type { UserIdentity } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { all, any, ternary, type Ternary } from '../../../lib/ternary.ts';
import { type Clause, includedUnless, isValue, type Judgement } from './judgement.ts';

export function judgeUser(assignment: UserAssignment, user: UserIdentity, tenant: Tenant): Judgement {
  const clauses = (side: keyof IncludeExclude, guests: GuestFilter | undefined): readonly Clause[] => [
    ...assignment.users[side].map((reference) => userClause(reference, user, tenant)),
    ...assignment.groups[side].map((reference) => memberClause('group', reference, user.groups, tenant)),
    ...assignment.roles[side].map((reference) => memberClause('role', reference, user.roles, tenant)),
    ...(guests === undefined ? [] : [guestClause(guests, user)]),
  ];
  return includedUnless(
    'users',
    clauses('include', assignment.includeGuests),
    clauses('exclude', assignment.excludeGuests),
  );
}

function userClause(reference: string, user: UserIdentity, { names }: Tenant): Clause {
  const keyword = reference.toLowerCase();
  if (keyword === 'all') return { holds: 'yes', words: 'all users' };
  if (keyword === 'none') return { holds: 'no', words: 'no user' };
  if (keyword === 'guestsorexternalusers') {
    return {
      holds: isGuest(user),
      words: 'guests and external users',
      needs: ['is the user a guest, and of which kind?'],
    };
  }
  const words = `user ${names.describe(reference)}`;
  const needs = [`is it ${words}? (${isGuid(reference) ? 'object id' : 'user principal name'} of the user)`];
  return { holds: isUser(reference, user), words, needs };
}

/** Ids are compared with ids and principal names with principal names; a placeholder is neither, and may be anybody. */
function isUser(reference: string, { id, principalName }: UserIdentity): Ternary {
  const own = isGuid(reference) ? id : principalName;
  const isSame = own === undefined ? undefined : own.toLowerCase() === reference.toLowerCase();
  return isGuid(reference) || reference.includes('@') || isSame === true ? ternary(isSame) : 'unknown';
}

function memberClause(
  kind: 'group' | 'role',
  reference: string,
  held: readonly string[] | undefined,
  { names }: Tenant,
): Clause {
  const words = `${kind} ${names.describe(reference)}`;
  const holds = held === undefined ? 'unknown' : any(held.map((one) => names.same(reference, one)));
  return { holds, words, needs: [`${kind === 'group' ? 'membership of' : 'assignment of'} ${words}`] };
}

function guestClause({ types, tenants }: GuestFilter, { guestType, homeTenant }: UserIdentity): Clause {
  const words = `guests (${types.join(', ')})${tenants === undefined ? '' : ` of ${tenants.length} tenants`}`;
  // A member of the tenant is no kind of guest, whatever kinds Graph adds; guests without a kind may be any.
  const kinds =
    types.length === 0 ? ['unknown' as const] : types.map((type) => isValue(guestType, type, KNOWN.guestTypes));
  const isType = guestType === 'none' ? 'no' : any(kinds);
  const isTenant = tenants === undefined ? 'yes' : tenantClause(tenants, homeTenant);
  return {
    holds: all([isType, isTenant]),
    words,
    needs: ['is the user a guest, of which kind and from which tenant?'],
  };
}

/** An enumeration without members, as exports that hide tenant ids leave it, may have had any. */
function tenantClause(tenants: readonly string[], homeTenant: string | undefined): Ternary {
  if (tenants.length === 0 || homeTenant === undefined) return 'unknown';
  return ternary(includesText(tenants, homeTenant));
}

function isGuest({ guestType }: UserIdentity): Ternary {
  return guestType === undefined ? 'unknown' : ternary(guestType !== 'none');
}

function includesText(list: readonly string[], text: string): boolean {
  return list.some((one) => one.toLowerCase() === text.toLowerCase());
}
