// Roles as whoever runs the service handles them: by the names of roles and people, with the database at hand. This is how
// an organization gets its first administrator, and how approval of reading is switched off.

import type { AccessPolicy } from '../../domain/access/access-policy.ts';
import { type Principal, type Scope, WHOLE_TENANT } from '../../domain/access/grant.ts';
import { isPermission } from '../../domain/access/permissions.ts';
import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RoleAssignment } from '../../protocol/operations/access.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { findRoleHolders } from '../directory/account-store.ts';
import { findGroups } from '../directory/group-store.ts';
import { findOrAddUser, lockEnrollment } from '../identity/user-store.ts';
import { checkUserPrincipalName } from '../names.ts';
import { inTenant } from '../transact.ts';
import { assignRole } from './assign-role.ts';
import { defineRole, isNamed, removeRole } from './define-role.ts';
import { type ListedRole, listAssignments, listRoles } from './list-roles.ts';
import type { RoleAct } from './role-giver.ts';
import { setAccessPolicy } from './set-access-policy.ts';
import { unassignRole } from './unassign-role.ts';

export type Holders = {
  readonly role: ListedRole;
  readonly assignments: readonly RoleAssignment[];
  /** Sign-in names of those whose tokens name it, because the embedded directory gave it to them (`keepsake user role`). */
  readonly directory: readonly string[];
};

/** Every role with who was given it. */
export async function rolesWithHolders(
  context: Context,
  tenantId: string,
): Promise<Result<readonly Holders[], Problem>> {
  const listed = await listRoles(context, { tenantId });
  if (!listed.ok) return listed;
  const given = await listAssignments(context, { tenantId });
  if (!given.ok) return given;
  const held = await inTenant(context, tenantId, async (tx) => ok(await findRoleHolders(tx)));
  if (!held.ok) return held;
  return ok(
    listed.value.roles.map((role) => ({
      role,
      assignments: given.value.assignments.filter(({ roleId }) => roleId === role.roleId),
      directory: held.value.filter((it) => it.roleTemplateId === role.roleId).map((it) => it.userPrincipalName),
    })),
  );
}

/** By its id or its name, whatever the case. */
export async function findNamedRole(
  context: Context,
  tenantId: string,
  idOrName: string,
): Promise<Result<Holders, Problem>> {
  const all = await rolesWithHolders(context, tenantId);
  if (!all.ok) return all;
  const found = all.value.find(({ role }) => role.roleId === idOrName.toLowerCase() || isNamed(role, idOrName));
  if (found !== undefined) return ok(found);
  const names = all.value.map(({ role }) => `"${role.displayName}"`).join(', ');
  return fail({ code: 'not-found', detail: `There is no role "${idOrName}"; there are: ${names}.` });
}

export type NamedGift = {
  readonly role: string;
  readonly to: { readonly user: string } | { readonly group: string } | { readonly application: string };
  /** Over the members of this group alone. */
  readonly overGroup: string | undefined;
};

export async function giveRole(
  context: Context,
  tenantId: string,
  input: NamedGift,
): Promise<Result<RoleAssignment, Problem>> {
  const named = await findNamedRole(context, tenantId, input.role);
  if (!named.ok) return named;
  const known = await withGroupIds(context, tenantId, input);
  if (!known.ok) return known;
  const gift = known.value;
  const principal = await resolvePrincipal(context, tenantId, gift.to);
  if (!principal.ok) return principal;
  const { roleId } = named.value.role;
  return assignRole(context, actIn(context, tenantId), { roleId, principal: principal.value, scope: scopeOf(gift) });
}

export async function takeRole(
  context: Context,
  tenantId: string,
  input: NamedGift,
): Promise<Result<RoleAssignment, Problem>> {
  const named = await findNamedRole(context, tenantId, input.role);
  if (!named.ok) return named;
  const known = await withGroupIds(context, tenantId, input);
  if (!known.ok) return known;
  const gift = known.value;
  const found = named.value.assignments.find((it) => isTo(it, gift.to) && sameScope(it.scope, scopeOf(gift)));
  if (found === undefined) return fail({ code: 'not-found', detail: 'That role was not given there.' });
  const taken = await unassignRole(context, actIn(context, tenantId), found.assignmentId);
  return taken.ok ? ok(found) : taken;
}

export async function makeRole(
  context: Context,
  tenantId: string,
  role: {
    readonly displayName: string;
    readonly description: string | undefined;
    readonly permissions: readonly string[];
  },
): Promise<Result<ListedRole, Problem>> {
  const unknown = role.permissions.find((it) => !isPermission(it));
  if (unknown !== undefined) return fail({ code: 'bad-request', detail: `There is no permission "${unknown}".` });
  const permissions = [...new Set(role.permissions.filter(isPermission))];
  const made = await defineRole(context, actIn(context, tenantId), { ...role, permissions });
  return made.ok ? ok({ ...made.value, builtIn: false }) : made;
}

export async function dropRole(
  context: Context,
  tenantId: string,
  idOrName: string,
): Promise<Result<ListedRole, Problem>> {
  const named = await findNamedRole(context, tenantId, idOrName);
  if (!named.ok) return named;
  const removed = await removeRole(context, actIn(context, tenantId), named.value.role.roleId);
  return removed.ok ? ok(named.value.role) : removed;
}

export function chooseAccessPolicy(
  context: Context,
  tenantId: string,
  wanted: Partial<AccessPolicy>,
): Promise<Result<AccessPolicy, Problem>> {
  return setAccessPolicy(context, actIn(context, tenantId), wanted);
}

/** A group of the embedded directory may be called by its name; others are called as their tokens call them. */
function withGroupIds(context: Context, tenantId: string, gift: NamedGift): Promise<Result<NamedGift, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const groups = await findGroups(tx);
    const idOf = (given: string): string => {
      const name = given.trim().toLowerCase();
      return groups.find((it) => it.displayName.toLowerCase() === name)?.groupId ?? given;
    };
    return ok({
      ...gift,
      to: 'group' in gift.to ? { group: idOf(gift.to.group) } : gift.to,
      overGroup: gift.overGroup === undefined ? undefined : idOf(gift.overGroup),
    });
  });
}

/** A person who has never been here is made: the first to sign in with that name is who was meant. */
async function resolvePrincipal(
  context: Context,
  tenantId: string,
  to: NamedGift['to'],
): Promise<Result<Principal, Problem>> {
  if ('group' in to) return ok({ kind: 'group', id: to.group });
  if ('application' in to) return ok({ kind: 'application', id: to.application });
  const name = checkUserPrincipalName(to.user);
  if (!name.ok) return name;
  const [freshId, eventId, now] = [newId(context), newId(context), new Date(context.clock())];
  return inTenant(context, tenantId, async (tx) => {
    await lockEnrollment(tx);
    const id = await findOrAddUser(tx, { freshId, userPrincipalName: name.value, now });
    if (id === freshId) {
      await appendAuditEvent(tx, {
        eventId,
        occurredAt: now.getTime(),
        actor: OPERATOR,
        activity: 'user.named',
        correlationId: eventId,
        resources: [{ type: 'User', id, name: name.value }],
      });
    }
    return ok({ kind: 'user', id });
  });
}

function isTo({ principal, principalName }: RoleAssignment, to: NamedGift['to']): boolean {
  if ('user' in to) return principal.kind === 'user' && principalName?.toLowerCase() === to.user.trim().toLowerCase();
  if ('group' in to) return principal.kind === 'group' && principal.id === to.group;
  return principal.kind === 'application' && principal.id === to.application;
}

function scopeOf({ overGroup }: NamedGift): Scope {
  return overGroup === undefined ? WHOLE_TENANT : { kind: 'group', groupId: overGroup };
}

function sameScope(a: Scope, b: Scope): boolean {
  return a.kind === 'group' ? b.kind === 'group' && a.groupId === b.groupId : b.kind === 'tenant';
}

function actIn(context: Context, tenantId: string): RoleAct {
  return { by: 'operator', tenantId, correlationId: newId(context) };
}
