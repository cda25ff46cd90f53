// Reads and changes what a tenant chose about access.

import { type AccessPolicy, decideAccessPolicy } from '../../domain/access/access-policy.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findAccessPolicy, setAccessPolicy as store } from './access-policy-store.ts';
import { auditActorOfGiver, type RoleAct } from './role-giver.ts';

export function getAccessPolicy(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<AccessPolicy, Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(await findAccessPolicy(tx)));
}

/** What is already so is not changed again. */
export function setAccessPolicy(
  context: Context,
  act: RoleAct,
  wanted: Partial<AccessPolicy>,
): Promise<Result<AccessPolicy, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const current = await findAccessPolicy(tx);

    const next = decideAccessPolicy(current, wanted, act.by === 'operator' ? 'operator' : 'administrator');
    if (!next.ok) return next;

    const changed = (['contentReadApproval', 'trustTokenRoles', 'ownErasure'] as const).filter(
      (it) => current[it] !== next.value[it],
    );
    if (changed.length === 0) return next;
    await store(tx, next.value, new Date(now));
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: auditActorOfGiver(act.by),
      activity: 'accessPolicy.set',
      correlationId: act.correlationId,
      resources: [
        {
          type: 'AccessPolicy',
          id: act.tenantId,
          properties: Object.fromEntries(changed.map((it) => [it, { old: current[it], new: next.value[it] }])),
        },
      ],
    });
    return next;
  });
}
