// Lets a person who was erased be backed up again. It brings nothing back: their next backup begins with a new key.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { inTenant } from '../transact.ts';
import type { Act } from './act.ts';
import { findErasure, liftErasure } from './erasure-store.ts';
import { lockPerson } from './lock-person.ts';

/** `isOwn`: the person allows it, who may do so after an erasure of their own. */
export function allowAgain(
  context: Context,
  act: Act,
  userId: string,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): Promise<Result<null, Problem>> {
  const eventId = newId(context);
  const now = new Date(context.clock());
  return inTenant(context, act.tenantId, async (tx) => {
    const person = await lockPerson(tx, userId);
    if (person === undefined) return fail({ code: 'not-found', detail: `There is no user ${userId}.` });
    if (isOwn && (await findErasure(tx, userId))?.isOwn === false) return fail(NOT_THEIRS);
    if (!(await liftErasure(tx, userId, now))) return ok(null);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now.getTime(),
      actor: act.actor,
      activity: 'user.allowedAgain',
      correlationId: act.correlationId,
      resources: [{ type: 'User', id: userId, name: person.userPrincipalName }],
    });
    return ok(null);
  });
}

const NOT_THEIRS: Problem = {
  code: 'not-permitted',
  detail: 'An administrator erased these backups: an administrator allows them again.',
};
