// Gives a role to a user, a group or an application. Repeating it is harmless.

import { decideDelegation, decideSelfAssignment } from '../../domain/access/delegation.ts';
import type { Principal, Scope } from '../../domain/access/grant.ts';
import { isUuid } from '../../lib/uuid.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ROLE_ASSIGNMENTS_MAX } from '../../protocol/limits.ts';
import type { RoleAssignment } from '../../protocol/operations/access.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findUserPrincipalName } from '../identity/user-store.ts';
import { inTenant } from '../transact.ts';
import { findAccessPolicy } from './access-policy-store.ts';
import { assignmentAudit, describeAssignment } from './describe-assignment.ts';
import { auditActorOfGiver, loadGiver, type RoleAct } from './role-giver.ts';
import { addAssignment, countAssignments, findRole } from './role-store.ts';

export type RoleGift = { readonly roleId: string; readonly principal: Principal; readonly scope: Scope };

export function assignRole(
  context: Context,
  act: RoleAct,
  { roleId, principal, scope }: RoleGift,
): Promise<Result<RoleAssignment, Problem>> {
  const now = context.clock();
  const [assignmentId, eventId] = [newId(context), newId(context)];
  return inTenant(context, act.tenantId, async (tx) => {
    const role = await findRole(tx, roleId);
    if (role === undefined) return fail({ code: 'not-found', detail: `There is no role ${roleId}.` });
    const name = await findName(tx, principal);
    if (!name.ok) return name;
    const { giver, principals } = await loadGiver(tx, act.by);
    const { contentReadApproval } = await findAccessPolicy(tx);

    const delegation = decideDelegation(giver, role.permissions, scope);
    if (!delegation.ok) return delegation;
    const isSelf = principals.some(({ kind, id }) => kind === principal.kind && id === principal.id);
    const self = isSelf ? decideSelfAssignment(role.permissions, contentReadApproval) : ok(undefined);
    if (!self.ok) return self;

    if ((await countAssignments(tx)) >= ROLE_ASSIGNMENTS_MAX) return tooMany();
    const given = {
      assignmentId,
      roleId,
      principal,
      principalName: name.value,
      scope,
      scopeName: null,
      createdAt: new Date(now),
    };
    const assignment = await addAssignment(tx, given);
    if (assignment.assignmentId === assignmentId) {
      await appendAuditEvent(tx, {
        eventId,
        occurredAt: now,
        actor: auditActorOfGiver(act.by),
        activity: 'role.assigned',
        correlationId: act.correlationId,
        resources: assignmentAudit(assignment, role.displayName, 'new'),
      });
    }
    return ok(describeAssignment(assignment));
  });
}

function tooMany(): Result<never, Problem> {
  return fail({ code: 'too-many', detail: `There are ${ROLE_ASSIGNMENTS_MAX} assignments; give roles to groups.` });
}

/** Only users are known here in every tenant; groups and applications are named as their tokens will name them. */
async function findName(tx: TenantTransaction, { kind, id }: Principal): Promise<Result<string | null, Problem>> {
  if (kind !== 'user') return ok(null);
  const name = isUuid(id) ? await findUserPrincipalName(tx, id) : undefined;
  return name === undefined ? fail({ code: 'not-found', detail: `There is no user ${id}.` }) : ok(name);
}
