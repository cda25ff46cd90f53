// The operations of access, as calls of their use cases.

import { WHOLE_TENANT } from '../../domain/access/grant.ts';
import { ok } from '../../lib/result.ts';
import type { ACCESS_OPERATIONS } from '../../protocol/operations/access.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { assignRole } from './assign-role.ts';
import { defineRole, removeRole } from './define-role.ts';
import { listApprovals } from './list-approvals.ts';
import { listAssignments, listDirectoryHolders, listOwnGrants, listRoles } from './list-roles.ts';
import { decideOnRequest, requestApproval } from './request-approval.ts';
import type { RoleAct } from './role-giver.ts';
import { getAccessPolicy, setAccessPolicy } from './set-access-policy.ts';
import { unassignRole } from './unassign-role.ts';

export function accessHandlers(context: Context): Pick<Handlers, keyof typeof ACCESS_OPERATIONS> {
  return {
    listRoles: ({ actor }) => listRoles(context, actor),
    defineRole: async ({ body, ...call }) => {
      const role = await defineRole(context, actOf(call), body);
      return role.ok ? ok({ ...role.value, builtIn: false }) : role;
    },
    removeRole: ({ params, ...call }) => removeRole(context, actOf(call), params.roleId),
    listRoleAssignments: ({ actor }) => listAssignments(context, actor),
    listDirectoryRoleHolders: ({ actor }) => listDirectoryHolders(context, actor),
    assignRole: ({ body, ...call }) => assignRole(context, actOf(call), { scope: WHOLE_TENANT, ...body }),
    unassignRole: ({ params, ...call }) => unassignRole(context, actOf(call), params.assignmentId),
    getMyPermissions: ({ actor }) => listOwnGrants(context, actor),
    getAccessPolicy: ({ actor }) => getAccessPolicy(context, actor),
    setAccessPolicy: ({ body, ...call }) => setAccessPolicy(context, actOf(call), body),
    requestApproval: ({ actor, params, body, requestId }) =>
      requestApproval(context, actor, {
        userId: params.userId,
        snapshotId: body.snapshotId ?? null,
        reason: body.reason,
        once: body.once ?? true,
        minutes: body.minutes ?? 60,
        correlationId: requestId,
      }),
    approveRequest: ({ actor, params, requestId }) =>
      decideOnRequest(context, actor, { ...params, outcome: 'approved', correlationId: requestId }),
    refuseRequest: ({ actor, params, requestId }) =>
      decideOnRequest(context, actor, { ...params, outcome: 'refused', correlationId: requestId }),
    listApprovals: ({ actor }) => listApprovals(context, actor),
  };
}

function actOf(call: { readonly actor: UserActor | ApplicationActor; readonly requestId: string }): RoleAct {
  return { by: call.actor, tenantId: call.actor.tenantId, correlationId: call.requestId };
}
