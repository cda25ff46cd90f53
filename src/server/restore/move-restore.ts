// Takes a restore one step on: load, decide, store. A step that comes too late finds the restore expired, which is noted even
// though the step is refused.

import { isRepeat, moveSession, type Step } from '../../domain/restore/move-session.ts';
import { countOutcomes, withLateOutcomes } from '../../domain/restore/late-outcomes.ts';
import {
  isExpired,
  type Session,
  sessionAt,
  type SessionOutcome,
  type Transition,
} from '../../domain/restore/session.ts';
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
import { openOutcomes, sealOutcomes } from './session-outcomes.ts';
import { lockSession, saveSession, type SessionRow } from './session-store.ts';

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
    const tell = (session: Session) => ok(ok(sessionBody({ ...row, session }, act.now)));
    if (isRepeat(row.session, step)) return tell(moved.value);
    const stored = await store(context, tx, { act, step, row, session: moved.value });
    return stored.ok ? tell(stored.value) : stored;
  });
  return answer.ok ? answer.value : answer;
}

async function store(
  context: Context,
  tx: TenantTransaction,
  { act, step, row, session: moved }: Taken,
): Promise<Result<Session, Problem>> {
  const { transition } = step;
  let session = moved;
  if (transition.kind === 'choose') {
    const readable = await checkChoice(context, tx, session.userId, transition);
    if (!readable.ok) return readable;
  }
  if ('outcomes' in transition) {
    const outcomes = await outcomesAfter(context, tx, row, transition);
    if (!outcomes.ok) return outcomes;
    const sealed = await sealOutcomes(context, tx, session, outcomes.value);
    if (!sealed.ok) return sealed;
    session = { ...session, outcomeCounts: countOutcomes(outcomes.value) };
    await saveSession(tx, session, sealed.value);
  } else {
    await saveSession(tx, session);
  }
  await appendMoved(tx, act, { session, transition });
  return ok(session);
}

type Taken = {
  readonly act: DeviceAct;
  readonly step: Step;
  /** As it was. */
  readonly row: SessionRow;
  readonly session: Session;
};

/** A late word about apps adds to what was told at the end; an end tells everything. */
async function outcomesAfter(
  context: Context,
  tx: TenantTransaction,
  row: SessionRow,
  transition: Extract<Transition, { readonly outcomes: readonly SessionOutcome[] }>,
): Promise<Result<readonly SessionOutcome[], Problem>> {
  if (transition.kind !== 'appsEnded') return ok(transition.outcomes);
  const before = await openOutcomes(context, tx, row);
  return before.ok ? ok(withLateOutcomes(before.value, transition.outcomes)) : before;
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
