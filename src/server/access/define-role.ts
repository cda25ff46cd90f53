// Makes a role of the tenant's own, and removes one together with its assignments.

import { decideDelegation } from '../../domain/access/delegation.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { BUILT_IN_ROLES, findBuiltInRole, type Role } from '../../domain/access/roles.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ROLES_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { checkName } from '../names.ts';
import { inTenant } from '../transact.ts';
import { auditActorOfGiver, loadGiver, type RoleAct } from './role-giver.ts';
import { addCustomRole, findCustomRoles, findRole, removeCustomRole } from './role-store.ts';

export type NewRole = {
  readonly displayName: string;
  readonly description?: string | undefined;
  readonly permissions: readonly Permission[];
};

/** Its name is nobody else's, whatever the case: people give roles by their names. */
export async function defineRole(
  context: Context,
  act: RoleAct,
  { displayName, description = '', permissions }: NewRole,
): Promise<Result<Role, Problem>> {
  const name = checkName('role', displayName);
  if (!name.ok) return name;
  const now = context.clock();
  const [roleId, eventId] = [newId(context), newId(context)];
  const role: Role = { roleId, displayName: name.value, description, permissions: permissions.toSorted() };
  return inTenant(context, act.tenantId, async (tx) => {
    const own = await findCustomRoles(tx);
    if (own.length >= ROLES_MAX) return fail({ code: 'too-many', detail: `There are ${ROLES_MAX} roles of your own.` });
    const taken = [...BUILT_IN_ROLES, ...own].some((it) => isNamed(it, role.displayName));
    if (taken) return fail({ code: 'already-exists', detail: `There already is a role "${role.displayName}".` });
    const { giver } = await loadGiver(tx, act.by);

    const delegation = decideDelegation(giver, role.permissions);
    if (!delegation.ok) return delegation;

    await addCustomRole(tx, role, new Date(now));
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOfGiver(act.by),
      activity: 'role.defined',
      correlationId: act.correlationId,
      resources: [
        { type: 'Role', id: roleId, name: role.displayName, properties: { permissions: { new: role.permissions } } },
      ],
    });
    return ok(role);
  });
}

export function removeRole(context: Context, act: RoleAct, roleId: string): Promise<Result<null, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    if (findBuiltInRole(roleId) !== undefined) {
      return fail({ code: 'bad-request', detail: 'A built-in role can be taken away from people, not removed.' });
    }
    const role = await findRole(tx, roleId);
    if (role === undefined) return fail({ code: 'not-found', detail: `There is no role ${roleId}.` });
    const { giver } = await loadGiver(tx, act.by);

    const delegation = decideDelegation(giver, role.permissions);
    if (!delegation.ok) return delegation;

    const assignments = await removeCustomRole(tx, roleId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOfGiver(act.by),
      activity: 'role.removed',
      correlationId: act.correlationId,
      resources: [
        {
          type: 'Role',
          id: roleId,
          name: role.displayName,
          properties: { permissions: { old: role.permissions }, assignmentCount: { old: assignments.length } },
        },
      ],
    });
    return ok(null);
  });
}

export function isNamed(role: Role, name: string): boolean {
  return role.displayName.toLowerCase() === name.trim().toLowerCase();
}
