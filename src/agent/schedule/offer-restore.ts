// A restore asked for on a device: at sign-in by the task, during setup, or whenever somebody wants one. Goes on first with what
// an earlier run left. Where this device's policies say no nobody is asked; otherwise the service decides, and every reason of
// a no goes to the log.

import { localPolicy } from '../../domain/policy/local-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-finding.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { OfferRequest } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { holdLock } from '../apply/profile-lock.ts';
import type { MarkerRegistry } from '../restore/restore-marker.ts';
import { resumeSession, runSession } from '../restore/run-session.ts';
import { sessionFile, sessionMemoryFolder } from '../restore/session-file.ts';
import type { RestorePage, SessionEnd, SessionPorts } from '../restore/session-ports.ts';
import { sessionTeller } from '../restore/tell-session.ts';
import type { OpenedTarget } from '../restore/disk-target.ts';
import { wasUndone } from '../windows/undo-record.ts';
import { type EventLog, eventLog } from '../status/event-log.ts';
import { timeText } from '../status/state-file.ts';
import { isFromBefore } from './check-in.ts';
import { type OlderOffer, offerAsBefore } from './offer-as-before.ts';
import type { AgentContext } from './agent-context.ts';
import { TASK_HOURS_MAX } from './task-xml.ts';
import { whoAnswers } from './who-answers.ts';

export type RestoreContext = Omit<AgentContext, 'openSource'> & {
  /** What is restored onto; the marker's registry is left out for a profile on a disk. */
  readonly openTarget: () => Promise<Result<OpenedTarget & { readonly marker?: MarkerRegistry }, AgentProblem>>;
  readonly page: RestorePage;
  readonly newId: () => string;
  /** When the person signed in, in milliseconds since 1970; left out: when the agent started. */
  readonly signedInAt?: number;
};

export type RestoreEnd =
  | SessionEnd
  | { readonly kind: 'off'; readonly reasons: readonly PolicyFinding[] }
  /** The service knows no sessions: what there is, for somebody to restore by hand. */
  | { readonly kind: 'older'; readonly offer: OlderOffer };

export async function offerRestore(
  context: RestoreContext,
  phase: OfferRequest['phase'],
): Promise<Result<RestoreEnd, AgentProblem>> {
  // On demand nobody waits since they signed in.
  const since = phase === 'inUse' ? undefined : context.signedInAt;
  const signedInAt = timeText(since ?? context.clock());
  return withSession<RestoreEnd>(context, async (ports, facts, log) => {
    const { restore } = localPolicy(context.readPolicy);
    const forbidden = restore.reasons.some(({ code }) => code === 'restore-disabled');
    if (phase !== 'oobe' && forbidden && ports.memory.read().live === null) {
      log('restore-not-offered', { phase, reasons: restore.reasons });
      return ok({ kind: 'off', reasons: restore.reasons });
    }
    const end = await runSession(ports, { phase, signedInAt, ...context.report(facts) });
    if (end.ok || !isFromBefore(end.error)) return end;
    log('service-older', { decidedBy: "the device's policies" });
    const offer = await offerAsBefore(context, log);
    return offer.ok ? ok({ kind: 'older', offer: offer.value }) : offer;
  });
}

/** What an earlier run left is gone on with; nobody is asked for anything. */
export function resumeRestore(context: RestoreContext): Promise<Result<SessionEnd | undefined, AgentProblem>> {
  return withSession(context, (ports) => resumeSession(ports));
}

/** Whether there is anything to go on with. */
export function hasOpenRestore({ disk, stateFolder }: Pick<RestoreContext, 'disk' | 'stateFolder'>): boolean {
  const { live, finished } = sessionFile(disk, stateFolder).read();
  return (
    live !== null ||
    finished.some(
      ({ undo, applicationId, pendingApps = [] }) =>
        undo !== null || pendingApps.length > 0 || wasUndone(stateFolder, applicationId),
    )
  );
}

/** One at a time for each person. */
async function withSession<T>(
  context: RestoreContext,
  work: (ports: SessionPorts, facts: OpenedTarget['facts'], log: EventLog) => Promise<Result<T, AgentProblem>>,
): Promise<Result<T, AgentProblem>> {
  const log = eventLog(context.stateFolder, context.clock);
  const lock = holdLock(sessionMemoryFolder(context.stateFolder), 2 * TASK_HOURS_MAX * 60 * 60_000);
  if (!lock.ok) return lock;
  try {
    const end = await open(context, log, work);
    if (!end.ok) log('error', { ...end.error });
    return end;
  } catch (error) {
    const problem = diskProblem(error);
    log('error', { ...problem });
    return fail(problem);
  } finally {
    lock.value.release();
  }
}

/** A disk that refuses; anything else is no matter of the device's. */
function diskProblem(error: unknown): AgentProblem {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return {
    code: isFull ? 'disk-full' : 'write-failed',
    detail: `The agent can not remember the restore: ${error.message}.`,
    fix: `${isFull ? 'Free space on the disk' : 'See that the person may write there'}; the restore goes on by itself.`,
  };
}

async function open<T>(
  context: RestoreContext,
  log: EventLog,
  work: Parameters<typeof withSession<T>>[1],
): Promise<Result<T, AgentProblem>> {
  const service = context.connect();
  if (!service.ok) return service;
  const opened = await context.openTarget();
  if (!opened.ok) return opened;
  const { target, facts, marker } = opened.value;
  const { disk, stateFolder, clock, page, newId } = context;
  const ports: SessionPorts = {
    service: service.value.client,
    target,
    memory: sessionFile(disk, stateFolder),
    page,
    tell: sessionTeller(log, marker, clock),
    clock,
    newId,
  };
  const end = await work(ports, facts, log);
  return end.ok ? end : fail(await whoAnswers(service.value.url, end.error));
}
