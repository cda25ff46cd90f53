// What a help desk needs to know of the agent on a device, from its memory and its policy, without asking the service.

import type { ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { type LocalPolicy, localPolicy } from '../../domain/policy/local-policy.ts';
import { believable, decideRun, nextDue, type RunDecision } from '../../domain/schedule/decide-run.ts';
import type { Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { realDisk } from '../apply/disk.ts';
import { type AnyCredential, isSignIn } from '../credential-file.ts';
import { sessionFile } from '../restore/session-file.ts';
import { type AgentState, historyOf, readState, timeText } from './state-file.ts';

export type StatusProblem = { readonly code: string; readonly detail: string; readonly fix: string };

export type AgentStatus = {
  readonly state: AgentState;
  readonly policy: LocalPolicy;
  readonly decision: RunDecision;
  /** RFC 3339; null before the first backup, or while backups are off. */
  readonly nextBackupAt: string | null;
  /** Most important first; empty means that all is well. */
  readonly problems: readonly StatusProblem[];
};

export type StatusQuestion = {
  readonly stateFolder: string;
  readonly readPolicy: ReadPolicyValue;
  readonly credential: Result<AnyCredential, AgentProblem>;
  readonly now: number;
  readonly deviceId: string;
  /** Of the scheduled tasks; empty also where there is no Task Scheduler to ask. */
  readonly missingTasks: readonly string[];
};

export function agentStatus(question: StatusQuestion): AgentStatus {
  const { stateFolder, readPolicy, credential, now, deviceId } = question;
  const { state, damaged } = readState(stateFolder);
  const policy = localPolicy(readPolicy);
  const history = believable(historyOf(state), now);
  const decision = decideRun({ now, history, allowed: isAllowed(policy, state), deviceId });
  const next =
    decision.kind === 'wait' ? decision.until : decision.kind === 'off' ? undefined : nextDue(history, deviceId);
  return {
    state,
    policy,
    decision,
    nextBackupAt: next === undefined ? null : timeText(next),
    problems: [
      ...localReasons(policy, state),
      ...(state.refusal?.reasons ?? []),
      ...question.missingTasks.map(taskMissing),
      ...credentialProblems(credential, now),
      ...(state.problem === null ? [] : [state.problem]),
      ...restoreProblems(stateFolder),
      ...(damaged === undefined ? [] : [memoryDamaged(damaged)]),
      ...policy.problems,
    ].map(({ code, detail, fix }) => ({ code, detail, fix })),
  };
}

/** Where this device's policies say nothing, a backup that was made shows that the service knows one that allows it. */
function isAllowed({ backup }: LocalPolicy, { lastBackup, idle }: AgentState): boolean {
  const isSilent = backup.reasons.every(({ code }) => code === 'backup-not-enabled');
  return backup.allowed || (isSilent && (idle === 'refused' || (lastBackup !== null && idle !== 'off')));
}

function localReasons(policy: LocalPolicy, state: AgentState): LocalPolicy['backup']['reasons'] {
  return isAllowed(policy, state) ? [] : policy.backup.reasons;
}

function credentialProblems(credential: Result<AnyCredential, AgentProblem>, now: number): readonly StatusProblem[] {
  if (!credential.ok) return [credential.error];
  // How long it goes on is the issuer's to say, when it is next asked.
  if (isSignIn(credential.value)) return [];
  const { expiresAt, user, device } = credential.value;
  const left = Date.parse(expiresAt) - now;
  if (left > EXPIRES_SOON_MILLISECONDS) return [];
  return [
    {
      code: left <= 0 ? 'credential-expired' : 'credential-expires-soon',
      detail: `The credential of ${user} on ${device} ${left <= 0 ? 'expired' : 'expires'} at ${expiresAt}.`,
      fix: 'Make a new one with "keepsake enroll", and keep it here with "keepsake agent credential FILE".',
    },
  ];
}

/** A restore that is not at its end, or that the service has not heard of. */
function restoreProblems(stateFolder: string): readonly StatusProblem[] {
  const { live } = sessionFile(realDisk, stateFolder).read();
  if (live === null) return [];
  const what =
    live.result === null
      ? 'was begun and is not finished'
      : `ended here at ${live.result.endedAt}, and the service does not know yet`;
  return [
    {
      code: 'restore-unfinished',
      detail: `A restore${live.choice === null ? '' : ` from "${live.choice.deviceName}"`} ${what}.`,
      fix: 'Nothing to do: the next sign-in or scheduled run goes on with it. If it stays, the log says what is in the way.',
    },
  ];
}

function taskMissing(name: string): StatusProblem {
  return {
    code: 'task-missing',
    detail: `Task Scheduler has no task "${name}": nothing starts the agent.`,
    fix: 'Run "keepsake-agent.exe agent install" as an administrator.',
  };
}

function memoryDamaged(detail: string): StatusProblem {
  return {
    code: 'state-damaged',
    detail: `The agent's memory can not be read: ${detail}.`,
    fix: 'Nothing to do: the next run begins anew. If it comes back, check the disk.',
  };
}

const EXPIRES_SOON_MILLISECONDS = 9 * 24 * 60 * 60_000;
