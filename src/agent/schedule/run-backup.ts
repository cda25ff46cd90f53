// One waking of the agent: look at the policy, ask whether a backup is due, make it, remember what came of it. What the
// scheduled task starts, and `agent backup --now`.
//
// Guarantees: no policy, no capture. At most one at a time. A failure is remembered with its cause and waits longer each
// time. A kill at any moment leaves a memory that the next run understands. A full disk stops the remembering, never the
// backup. Nothing of a person is written to the disk: a capture lives in memory and goes to the service.

import { catalog } from '../../domain/catalog/catalog.ts';
import type { ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { type LocalPolicy, localPolicy } from '../../domain/policy/local-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-problems.ts';
import { believable, decideRun, type RunDecision } from '../../domain/schedule/decide-run.ts';
import { decideSnapshot } from '../../domain/snapshot/decide-snapshot.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type AgentProblem, fromService } from '../agent-problem.ts';
import type { Disk } from '../apply/disk.ts';
import { holdLock } from '../apply/profile-lock.ts';
import { captureProfile } from '../capture/capture-profile.ts';
import { type EventLog, eventLog } from '../status/event-log.ts';
import {
  type AgentState,
  historyOf,
  putDamagedAside,
  readState,
  timeText,
  withHistory,
  writeState,
} from '../status/state-file.ts';
import { sendSnapshot } from '../upload/send-snapshot.ts';
import type { ServiceClient } from '../upload/service-client.ts';
import { whoAnswers } from './who-answers.ts';
import { TASK_HOURS_MAX } from './task-xml.ts';

export type CaptureSource = Parameters<typeof captureProfile>[0];

export type AgentContext = {
  readonly stateFolder: string;
  readonly disk: Disk;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Stable for this person on this device. */
  readonly deviceId: string;
  readonly readPolicy: ReadPolicyValue;
  /** The person's settings: the live registry on Windows, or a profile on a disk. */
  readonly openSource: () => Promise<Result<CaptureSource, AgentProblem>>;
  readonly connect: () => Result<Service, AgentProblem>;
};

export type Service = {
  readonly client: ServiceClient;
  readonly url: string;
  /** As the credential calls it. */
  readonly deviceName: string;
};

export type RunEnd =
  | { readonly kind: 'off'; readonly reasons: readonly PolicyFinding[] }
  | { readonly kind: 'waiting'; readonly decision: Extract<RunDecision, { kind: 'wait' }> }
  | { readonly kind: 'backed-up'; readonly backup: Backup; readonly notRemembered?: AgentProblem };

export type Backup = NonNullable<AgentState['lastBackup']>;

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
  const decision = decideRun({ now: clock(), history, allowed: policy.backup.allowed, deviceId });
  if (decision.kind === 'off') {
    rest(context, log, { ...withHistory(state, history), idle: 'off' }, state);
    return ok({ kind: 'off', reasons: policy.backup.reasons });
  }
  if (decision.kind === 'wait' && asked === 'task') {
    rest(context, log, { ...withHistory(state, history), idle: decision.why }, state, decision.until);
    return ok({ kind: 'waiting', decision });
  }
  return attempt(context, policy, log, { state: withHistory(state, history), asked });
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

/** Nothing to do: a line in the log only when that is news. */
function rest(context: AgentContext, log: EventLog, state: AgentState, before: AgentState, until?: number): void {
  if (state.idle !== before.idle) {
    if (state.idle === 'off') log('backup-off');
    else log('backup-waiting', { why: state.idle, ...(until === undefined ? {} : { until: timeText(until) }) });
  }
  if (JSON.stringify(state) !== JSON.stringify(before)) remember(context, log, state);
}

async function attempt(
  context: AgentContext,
  policy: LocalPolicy,
  log: EventLog,
  { state, asked }: { readonly state: AgentState; readonly asked: 'task' | 'person' },
): Promise<Result<RunEnd, AgentProblem>> {
  const startedAt = timeText(context.clock());
  log('backup-started', { asked, excluded: policy.excludedCategories });
  for (const { code, detail } of policy.problems) log('policy-problem', { code, detail });
  const begun: AgentState = { ...state, runningSince: startedAt, lastAttemptAt: startedAt, idle: null };
  remember(context, log, begun);
  const backup = await backUp(context, policy, log);
  const endedAt = timeText(context.clock());
  if (!backup.ok) {
    const { code, detail, fix } = backup.error;
    log('error', { code, detail, fix });
    remember(context, log, {
      ...begun,
      runningSince: null,
      lastAttemptAt: endedAt,
      failures: begun.failures + 1,
      problem: { code, detail, fix },
    });
    return backup;
  }
  log('backup-completed', backup.value);
  const kept = remember(context, log, {
    ...begun,
    runningSince: null,
    lastAttemptAt: endedAt,
    lastSuccessAt: endedAt,
    failures: 0,
    problem: null,
    lastBackup: backup.value,
  });
  return ok({ kind: 'backed-up', backup: backup.value, ...(kept.ok ? {} : { notRemembered: kept.error }) });
}

async function backUp(
  context: AgentContext,
  policy: LocalPolicy,
  log: EventLog,
): Promise<Result<Backup, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const source = await context.openSource();
  if (!source.ok) return source;
  const { snapshot, observed } = captureProfile(source.value, catalog, {
    excluded: policy.excludedCategories,
    optedIn: new Set(policy.optedIn),
    capturedAt: timeText(context.clock()),
  });
  for (const { setting, observation } of observed) {
    const because = observation.state === 'absent' ? observation.because : undefined;
    if (because !== undefined) log('setting-not-taken', { settingId: setting.id, because });
  }
  const decision = decideSnapshot(snapshot.manifest, undefined, false);
  if (!decision.ok) return fail(fromService(decision.error));
  const { client, url } = service.value;
  const sent = await sendSnapshot(client, snapshot, false);
  if (!sent.ok) return fail(await whoAnswers(url, sent.error));
  const { outcome, bytesSent } = sent.value;
  const { snapshotId, settingCount } = sent.value.snapshot;
  return ok({ outcome, snapshotId, settingCount, bytesSent, requests: client.requestCount() });
}

function remember({ disk, stateFolder }: AgentContext, log: EventLog, state: AgentState): Result<true, AgentProblem> {
  const written = writeState(disk, stateFolder, state);
  if (!written.ok) log('state-not-written', { code: written.error.code, detail: written.error.detail });
  return written;
}

const INTERRUPTED: AgentProblem = {
  code: 'interrupted',
  detail: 'The last backup did not end: the device was switched off, or the agent was ended.',
  fix: 'Nothing to do: the next run makes the backup. If it repeats, look at the log for what happens then.',
};
