// Takes a role away. Nobody takes what they could not give.

import { decideDelegation } from '../../domain/access/delegation.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import { assignmentAudit } from './describe-assignment.ts';
import { auditActorOfGiver, loadGiver, type RoleAct } from './role-giver.ts';
import { findAssignment, findRole, removeAssignment } from './role-store.ts';

export function unassignRole(context: Context, act: RoleAct, assignmentId: string): Promise<Result<null, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const assignment = await findAssignment(tx, assignmentId);
    if (assignment === undefined) return fail({ code: 'not-found', detail: `There is no assignment ${assignmentId}.` });
    const role = await findRole(tx, assignment.roleId);
    const { giver } = await loadGiver(tx, act.by);

    const delegation = decideDelegation(giver, role?.permissions ?? [], assignment.scope);
    if (!delegation.ok) return delegation;

    await removeAssignment(tx, assignmentId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOfGiver(act.by),
      activity: 'role.unassigned',
      correlationId: act.correlationId,
      resources: assignmentAudit(assignment, role?.displayName, 'old'),
    });
    return ok(null);
  });
}
