// Stopping a ring, and taking it up again. From the moment that a stop is answered nobody in the ring is offered a restore: offers
// that are being made are waited for, and none is made after (ring-store.ts, lockRollout). Restores that people were offered
// already go on, backups go on, and policies stay as they are.

import { type Ring, ringStateOf } from '../../domain/rollout/ring.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { resourceOf, ringNamed } from './manage-rings.ts';
import { lockRollout, saveProgress } from './ring-store.ts';
import { eventOf, momentOf, type RolloutAct } from './rollout-act.ts';

/** Stopping what is stopped changes nothing: the first reason stays. */
export function stopRing(
  context: Context,
  act: RolloutAct,
  { ringId, reason }: { readonly ringId: string; readonly reason: string },
): Promise<Result<Ring, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const before = await ringNamed(tx, ringId);
    if (!before.ok) return before;
    const state = ringStateOf(before.value);
    if (state === 'stopped') return before;
    if (state === 'planned') return notBegun(before.value);

    const after = { ...before.value, stop: { at: moment.now, by: act.actorName, reason } };
    await saveProgress(tx, after);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'ring.stopped',
      resources: [{ ...resourceOf(after), properties: { reason: { new: reason } } }],
    });
    return ok(after);
  });
}

/** Resuming what is not stopped changes nothing. */
export function resumeRing(context: Context, act: RolloutAct, ringId: string): Promise<Result<Ring, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    await lockRollout(tx, 'change');
    const before = await ringNamed(tx, ringId);
    if (!before.ok || before.value.stop === undefined) return before;

    const { stop, ...after } = before.value;
    await saveProgress(tx, after);
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'ring.resumed',
      resources: [{ ...resourceOf(after), properties: { reason: { old: stop.reason } } }],
    });
    return ok(after);
  });
}

function notBegun({ displayName }: Ring): Result<never, Problem> {
  return fail({ code: 'not-now', detail: `The ring "${displayName}" has not begun, so there is nothing to stop.` });
}
