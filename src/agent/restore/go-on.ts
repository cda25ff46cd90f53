// The rest of a session from wherever the memory says that it stands: the step that was meant, the profile, the report.

import type { SessionOutcome, Transition } from '../../domain/restore/session.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { UNDOABLE_SESSIONS_MAX } from '../apply/replace-files.ts';
import { applyChoice } from './apply-choice.ts';
import { intend, remember, takePendingStep } from './move-session.ts';
import type { LiveRestore, LocalResult } from './session-memory.ts';
import type { LocalEnd, SessionEnd, SessionPorts } from './session-ports.ts';

export async function goOn(ports: SessionPorts, from: LiveRestore): Promise<Result<SessionEnd, AgentProblem>> {
  if (from.result !== null) return report(ports, from, from.result);
  const begun = from.pending === null ? undefined : await takePendingStep(ports, from);
  if (begun?.ok === false) return begun;
  if (begun?.value.kind === 'closed') return ok(close(ports, from, begun.value.state));
  const live = begun?.value.live ?? from;
  if (live.choice === null) return ok(endDeclined(ports, from, live));
  const applied = await applyChoice(ports, live, live.choice);
  if (!applied.ok) return applied;
  if (applied.value.kind === 'closed') return ok(close(ports, live, applied.value.state));
  const { result, live: after } = applied.value;
  const done: LiveRestore = { ...after, pending: null, result };
  remember(ports, done);
  return report(ports, done, result);
}

/** What is done here is done, whether the service can be told now or later. */
async function report(
  ports: SessionPorts,
  done: LiveRestore,
  result: LocalResult,
): Promise<Result<SessionEnd, AgentProblem>> {
  const end = localEnd(done, result);
  // Told before the step is meant: after a crash rather twice than never.
  if (done.pending === null) ports.tell({ kind: 'ended', ...end });
  const live = done.pending === null ? intend(ports, done, lastStep(result)) : done;
  const moved = await takePendingStep(ports, live);
  if (!moved.ok) return ok({ kind: 'ended', end, unreported: moved.error });
  const { value } = moved;
  if (value.kind === 'closed') {
    remember(ports, null);
    ports.tell({ kind: 'closed', sessionId: done.sessionId, state: value.state });
  } else {
    forget(ports, value.live);
    ports.tell({ kind: 'reported', sessionId: done.sessionId, state: value.session.state });
  }
  return ok({ kind: 'ended', end });
}

function lastStep({ failureCode, outcomes }: LocalResult): Transition {
  return failureCode === null ? { kind: 'complete', outcomes } : { kind: 'fail', code: failureCode, outcomes };
}

/** Over. What was completed can still be taken back, and then the service hears of it. */
function forget({ memory }: SessionPorts, { sessionId, version, application, result }: LiveRestore): void {
  const { finished } = memory.read();
  const isUndoable = application !== null && result?.failureCode === null;
  const pendingApps = (result?.outcomes ?? []).filter(isOnItsWay).map(({ id }) => id);
  const added = isUndoable ? [{ sessionId, version, applicationId: application.id, undo: null, pendingApps }] : [];
  memory.write({ version: 1, live: null, finished: [...finished, ...added].slice(-UNDOABLE_SESSIONS_MAX) });
}

function isOnItsWay({ kind, state }: SessionOutcome): boolean {
  return kind === 'app' && state === 'pending';
}

function endDeclined(ports: SessionPorts, before: LiveRestore, { sessionId, phase }: LiveRestore): SessionEnd {
  const outcome = before.pending?.transition.kind === 'cancel' ? 'cancelled' : 'setUpAsNew';
  const end: LocalEnd = { sessionId, phase, outcome, endedAt: new Date(ports.clock()).toISOString(), outcomes: [] };
  remember(ports, null);
  ports.tell({ kind: 'ended', ...end });
  return { kind: 'ended', end };
}

/** A refusal that the service did not hear stays in the memory: the next offer is answered with it. */
function close(ports: SessionPorts, live: LiveRestore, state: string): SessionEnd {
  const { sessionId } = live;
  if (live.pending?.transition.kind !== 'setUpAsNew') remember(ports, null);
  ports.tell({ kind: 'closed', sessionId, state });
  return { kind: 'closed', sessionId, state };
}

function localEnd(
  { sessionId, phase, choice }: LiveRestore,
  { endedAt, failureCode, outcomes }: LocalResult,
): LocalEnd {
  return {
    sessionId,
    phase,
    outcome: failureCode === null ? 'completed' : 'failed',
    endedAt,
    ...(choice === null ? {} : { sourceDevice: choice.deviceName, snapshotId: choice.snapshotId }),
    ...(failureCode === null ? {} : { failureCode }),
    outcomes: outcomes satisfies readonly SessionOutcome[],
  };
}
