// Takes a restore one step on: load, decide, store. A step that comes too late finds the restore expired, which is noted even
// though the step is refused.

import { isRepeat, moveSession, type Step } from '../../domain/restore/move-session.ts';
import { isExpired, type Session, sessionAt } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RestoreSession } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readContent } from '../backup/get-snapshot.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { lockPersonToWrite } from '../keys/lock-person.ts';
import { inTenant } from '../transact.ts';
import { type DeviceAct, deviceAct } from './device-act.ts';
import { appendExpired, appendMoved } from './restore-events.ts';
import { sessionBody } from './session-body.ts';
import { SESSION_HOURS } from './session-hours.ts';
import { sealOutcomes } from './session-outcomes.ts';
import { lockSession, saveSession } from './session-store.ts';

export type MoveInput = {
  readonly actor: DeviceActor;
  readonly sessionId: string;
  readonly step: Step;
  readonly requestId: string;
};

export async function moveRestore(context: Context, input: MoveInput): Promise<Result<RestoreSession, Problem>> {
  const { actor, sessionId, step } = input;
  const act = deviceAct(context, actor, input.requestId);
  // A refusal does not undo that the restore was found expired: so it is an answer here, and a problem outside.
  const answer = await inTenant<Result<RestoreSession, Problem>>(context, actor.tenantId, async (tx) => {
    await lockPersonToWrite(tx, actor.userId);
    const row = await lockSession(tx, actor, sessionId);
    if (row === undefined) return notThere(sessionId);
    const moved = moveSession(row.session, step, { now: act.now, hours: SESSION_HOURS });
    if (isExpired(row.session, act.now)) await noteExpired(tx, act, row.session);
    if (!moved.ok) return ok(moved);
    const told = sessionBody({ ...row, session: moved.value }, act.now);
    if (isRepeat(row.session, step)) return ok(ok(told));
    const stored = await store(context, tx, { act, step, session: moved.value });
    return stored.ok ? ok(ok(told)) : stored;
  });
  return answer.ok ? answer.value : answer;
}

async function store(
  context: Context,
  tx: TenantTransaction,
  { act, step, session }: { readonly act: DeviceAct; readonly step: Step; readonly session: Session },
): Promise<Result<void, Problem>> {
  const { transition } = step;
  if (transition.kind === 'choose') {
    const readable = await checkChoice(context, tx, session.userId, transition);
    if (!readable.ok) return readable;
  }
  if ('outcomes' in transition) {
    const sealed = await sealOutcomes(context, tx, session, transition.outcomes);
    if (!sealed.ok) return sealed;
    await saveSession(tx, session, sealed.value);
  } else {
    await saveSession(tx, session);
  }
  await appendMoved(tx, act, { session, transition });
  return ok(undefined);
}

/** It is the person's, of that profile, and every byte of its settings can be read. */
async function checkChoice(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  { profileId, snapshotId }: { readonly profileId: string; readonly snapshotId: string },
): Promise<Result<void, Problem>> {
  const content = await readContent(context, tx, userId, { snapshotId, withFiles: false });
  if (!content.ok) return content;
  if (content.value.snapshot.profileId === profileId) return ok(undefined);
  return fail({ code: 'not-found', detail: `The backup profile ${profileId} has no snapshot ${snapshotId}.` });
}

async function noteExpired(tx: TenantTransaction, act: DeviceAct, session: Session): Promise<void> {
  const ended = sessionAt(session, act.now);
  await saveSession(tx, ended);
  await appendExpired(tx, act, ended);
}

export function notThere(sessionId: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no restore ${sessionId} of this person on this device.` });
}
