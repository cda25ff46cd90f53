// The event of a refused reading of somebody's backup. It has a transaction of its own, since the refused one leaves
// nothing behind. Other refusals are in the service's request log alone: they say nothing about a person.

import type { Permission } from '../../domain/access/permissions.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { type Actor, auditActorOf } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';

export type Denial = {
  readonly permission: Permission;
  readonly missing: 'permission' | 'scope' | 'approval';
  readonly requestId: string;
  readonly userId?: string | undefined;
};

export function auditDenial(context: Context, actor: Actor, denial: Denial): Promise<Result<void, Problem>> {
  const { permission, missing, requestId, userId } = denial;
  const eventId = newId(context);
  const occurredAt = context.clock();
  return inTenant(context, actor.tenantId, async (tx) => {
    await appendAuditEvent(tx, {
      eventId,
      occurredAt,
      actor: auditActorOf(actor),
      activity: 'access.denied',
      result: 'Failure',
      correlationId: requestId,
      resources: [
        {
          type: userId === undefined ? 'Tenant' : 'User',
          id: userId ?? actor.tenantId,
          properties: { permission: { new: permission }, missing: { new: missing } },
        },
      ],
    });
    return ok(undefined);
  });
}
