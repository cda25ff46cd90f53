// One waking of the agent: look at the policy, ask whether a backup is due, check in with the service, make it, remember what
// came of it. What the scheduled task starts, and `agent backup --now`.
//
// Guarantees: no policy, no capture; a no of the service is remembered with its reasons. Where this device's policies say nothing,
// the service may know one that does; where they say no, nobody is asked. At most one at a time. A failure is remembered with its cause and waits longer each
// time. A kill at any moment leaves a memory that the next run understands. A full disk stops the remembering, never the
// backup. Nothing of a person is written to the disk: a capture lives in memory and goes to the service.

import { type LocalPolicy, localPolicy } from '../../domain/policy/local-policy.ts';
import { believable, decideRun } from '../../domain/schedule/decide-run.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { holdLock } from '../apply/profile-lock.ts';
import { type EventLog, eventLog } from '../status/event-log.ts';
import { type AgentState, historyOf, putDamagedAside, readState, withHistory } from '../status/state-file.ts';
import type { AgentContext, RunEnd } from './agent-context.ts';
import { attemptBackup } from './attempt-backup.ts';
import { rest } from './remember-run.ts';
import { TASK_HOURS_MAX } from './task-xml.ts';

/** `asked`: by the task, which follows the schedule, or by a person, who does not wait; the policy binds both. */
export async function runBackup(
  context: AgentContext,
  asked: 'task' | 'person',
): Promise<Result<RunEnd, AgentProblem>> {
  const policy = localPolicy(context.readPolicy);
  const lock = holdLock(context.stateFolder, 2 * TASK_HOURS_MAX * 60 * 60_000);
  if (!lock.ok) return policy.backup.allowed ? lock : ok({ kind: 'off', reasons: policy.backup.reasons });
  try {
    return await runAlone(context, policy, asked);
  } finally {
    lock.value.release();
  }
}

async function runAlone(
  context: AgentContext,
  policy: LocalPolicy,
  asked: 'task' | 'person',
): Promise<Result<RunEnd, AgentProblem>> {
  const { clock, deviceId } = context;
  const log = eventLog(context.stateFolder, clock);
  const state = remembered(context, log);
  const history = believable(historyOf(state), clock());
  const decision = decideRun({ now: clock(), history, allowed: !isForbiddenHere(policy), deviceId });
  if (decision.kind === 'off') {
    rest(context, log, { ...withHistory(state, history), idle: 'off', refusal: null }, state);
    return ok({ kind: 'off', reasons: policy.backup.reasons });
  }
  if (decision.kind === 'wait' && asked === 'task') {
    rest(context, log, { ...withHistory(state, history), idle: decision.why }, state, decision.until);
    return ok({ kind: 'waiting', decision });
  }
  return attemptBackup(context, policy, log, { state: withHistory(state, history), asked });
}

/** The memory, with what a crash left behind made sense of. */
function remembered({ disk, stateFolder }: AgentContext, log: EventLog): AgentState {
  const { state, damaged } = readState(stateFolder);
  if (damaged !== undefined) {
    log('state-damaged', { detail: damaged });
    putDamagedAside(disk, stateFolder);
  }
  if (state.runningSince === null) return state;
  log('backup-interrupted', { startedAt: state.runningSince });
  return { ...state, runningSince: null, failures: state.failures + 1, problem: INTERRUPTED };
}

/** A policy that is not configured here may be one that the service knows. */
export function isForbiddenHere({ backup }: LocalPolicy): boolean {
  return backup.reasons.some(({ code }) => code !== 'backup-not-enabled');
}

const INTERRUPTED: AgentProblem = {
  code: 'interrupted',
  detail: 'The last backup did not end: the device was switched off, or the agent was ended.',
  fix: 'Nothing to do: the next run makes the backup. If it repeats, look at the log for what happens then.',
};
