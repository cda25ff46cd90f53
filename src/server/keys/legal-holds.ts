// Legal holds: placing one, releasing it, and seeing them. A hold counts from the moment it is acknowledged.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { LegalHold, LegalHoldList } from '../../protocol/operations/keys.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import type { Act } from './act.ts';
import { addHold, findHold, findHolds, releaseHold } from './hold-store.ts';
import { lockPerson } from './lock-person.ts';

/** Newest first; of one person, or of everybody. */
export function listLegalHolds(
  context: Context,
  { tenantId, userId }: { readonly tenantId: string; readonly userId?: string },
): Promise<Result<LegalHoldList, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const all = await findHolds(tx);
    return ok({ holds: userId === undefined ? all : all.filter((it) => it.userId === userId) });
  });
}

export function placeLegalHold(
  context: Context,
  act: Act,
  { userId, reason }: { readonly userId: string; readonly reason: string },
): Promise<Result<LegalHold, Problem>> {
  const [holdId, eventId] = [newId(context), newId(context)];
  const placedAt = new Date(context.clock());
  return inTenant(context, act.tenantId, async (tx) => {
    // Alone, so that whatever is being removed is gone before the hold begins, and nothing afterwards.
    const person = await lockPerson(tx, userId);
    if (person === undefined) return fail({ code: 'not-found', detail: `There is no user ${userId}.` });

    await addHold(tx, { holdId, userId, reason, placedBy: act.actorName, placedAt });
    const hold = await findHold(tx, holdId);
    if (hold === undefined) throw new Error('the legal hold that was just placed is gone');
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: placedAt.getTime(),
      actor: act.actor,
      activity: 'legalHold.placed',
      correlationId: act.correlationId,
      resources: [
        { type: 'LegalHold', id: holdId, properties: { reason: { new: reason } } },
        { type: 'User', id: userId, name: person.userPrincipalName },
      ],
    });
    return ok(hold);
  });
}

/** Releasing again changes nothing. `userId`: whose hold it must be, if that was asked. */
export function releaseLegalHold(
  context: Context,
  act: Act,
  { holdId, userId }: { readonly holdId: string; readonly userId?: string },
): Promise<Result<LegalHold, Problem>> {
  const eventId = newId(context);
  const releasedAt = new Date(context.clock());
  return inTenant(context, act.tenantId, async (tx) => {
    const hold = await findHold(tx, holdId);
    if (hold === undefined || (userId !== undefined && hold.userId !== userId)) {
      return fail({ code: 'not-found', detail: `There is no legal hold ${holdId}.` });
    }
    if (hold.releasedAt !== null) return ok(hold);

    await releaseHold(tx, holdId, { releasedBy: act.actorName, releasedAt });
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: releasedAt.getTime(),
      actor: act.actor,
      activity: 'legalHold.released',
      correlationId: act.correlationId,
      resources: [
        { type: 'LegalHold', id: holdId },
        { type: 'User', id: hold.userId, name: hold.userPrincipalName },
      ],
    });
    return ok({ ...hold, releasedBy: act.actorName, releasedAt: releasedAt.toISOString() });
  });
}
