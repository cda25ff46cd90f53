// Noting what is left out of a rollout, with an owner, a fallback and an end; and closing it again.

import type { RolloutException } from '../../domain/rollout/exception.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ROLLOUT_EXCEPTIONS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { addException as store, closeStoredException, findExceptions, lockException } from './exception-store.ts';
import { eventOf, momentOf, type RolloutAct } from './rollout-act.ts';

export type WantedException = Pick<RolloutException, 'subject' | 'owner' | 'fallback' | 'endsOn'>;

export function addException(
  context: Context,
  act: RolloutAct,
  wanted: WantedException,
): Promise<Result<RolloutException, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    if (!isDay(wanted.endsOn)) {
      return fail({ code: 'bad-request', detail: `"${wanted.endsOn}" is no day; write it as 2027-06-30.` });
    }
    if (wanted.endsOn < new Date(moment.now).toISOString().slice(0, 10)) {
      return fail({ code: 'bad-request', detail: `An exception ends in the future; ${wanted.endsOn} is over.` });
    }
    const open = await findExceptions(tx, { closedToo: false });
    if (open.length >= ROLLOUT_EXCEPTIONS_MAX) {
      return fail({ code: 'too-many', detail: `There may be ${ROLLOUT_EXCEPTIONS_MAX} exceptions at a time.` });
    }
    const exception = { exceptionId: moment.id, ...wanted, addedAt: moment.now };
    await store(tx, exception);
    const { owner, fallback, endsOn } = wanted;
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'rolloutException.added',
      resources: [
        {
          ...resourceOf(exception),
          properties: { owner: { new: owner }, fallback: { new: fallback }, endsOn: { new: endsOn } },
        },
      ],
    });
    return ok(exception);
  });
}

/** Closing what is closed changes nothing. */
export function closeException(
  context: Context,
  act: RolloutAct,
  exceptionId: string,
): Promise<Result<RolloutException, Problem>> {
  const moment = momentOf(context);
  return inTenant(context, act.tenantId, async (tx) => {
    const before = await lockException(tx, exceptionId);
    if (before === undefined) return fail({ code: 'not-found', detail: `There is no exception ${exceptionId}.` });
    if (before.closedAt !== undefined) return ok(before);

    await closeStoredException(tx, exceptionId, new Date(moment.now));
    await appendAuditEvent(tx, {
      ...eventOf(act, moment),
      activity: 'rolloutException.closed',
      resources: [resourceOf(before)],
    });
    return ok({ ...before, closedAt: moment.now });
  });
}

function isDay(text: string): boolean {
  const at = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function resourceOf({ exceptionId, subject }: RolloutException) {
  return { type: 'RolloutException', id: exceptionId, name: subject } as const;
}
