// One step of a session, told to the service until it answers. The step is in the memory before it is sent and keeps its id,
// so that a lost answer, a crash and a reboot are all the same: it is sent again, and the service does it once.

import type { SessionState, Transition } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RestoreSession } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { passes } from './passing-problem.ts';
import type { LiveRestore } from './session-memory.ts';
import type { SessionPorts } from './session-ports.ts';

export type Moved =
  | { readonly kind: 'moved'; readonly live: LiveRestore; readonly session: RestoreSession }
  /** The session went another way than this device meant: it is over, or another restore is in it. */
  | { readonly kind: 'closed'; readonly state: string };

/** Remembers a step as the next to be taken. */
export function intend(ports: SessionPorts, live: LiveRestore, transition: Transition): LiveRestore {
  const meant: LiveRestore = {
    ...live,
    pending: {
      transitionId: ports.newId(),
      version: live.version,
      transition: transition as NonNullable<LiveRestore['pending']>['transition'],
    },
  };
  remember(ports, meant);
  return meant;
}

export function remember({ memory }: SessionPorts, live: LiveRestore | null): void {
  memory.write({ ...memory.read(), live });
}

/** Sends the pending step. A problem is one that passes: the step stays pending. What can never be taken closes the session here. */
export async function takePendingStep(ports: SessionPorts, from: LiveRestore): Promise<Result<Moved, AgentProblem>> {
  let live = from;
  for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
    const { pending } = live;
    if (pending === null) throw new Error('there is no step to take');
    const answer = await ports.service.moveRestoreSession(live.sessionId, pending);
    if (answer.ok) return ok(arrived(ports, live, answer.value));
    if (passes(answer.error)) return answer;
    if (!DISAGREES.has(answer.error.code)) return ok({ kind: 'closed', state: answer.error.code });
    const now = await whereItStands(ports, live);
    if (!now.ok) return now;
    const session = now.value;
    if (session === undefined) return ok({ kind: 'closed', state: 'unknown' });
    if (session.state !== STARTS_FROM[pending.transition.kind]) return ok(elsewhere(ports, live, session));
    // The restore is where it was, so what is not there is what was chosen.
    if (answer.error.code === 'not-found') return ok({ kind: 'closed', state: session.state });
    live = intend(ports, { ...live, version: session.version }, pending.transition);
  }
  return fail(DISAGREEMENT);
}

/** The service may have closed the session in the very step that it answers. */
function arrived(ports: SessionPorts, live: LiveRestore, session: RestoreSession): Moved {
  const kind = live.pending?.transition.kind;
  if (kind === undefined || session.state !== LEADS_TO[kind]) return { kind: 'closed', state: session.state };
  const next: LiveRestore = { ...live, version: session.version, pending: null };
  remember(ports, next);
  return { kind: 'moved', live: next, session };
}

/** Not where the step starts from: perhaps where it leads to, which is as good. */
function elsewhere(ports: SessionPorts, live: LiveRestore, session: RestoreSession): Moved {
  const isOurs = session.snapshotId === (live.choice?.snapshotId ?? null);
  return isOurs ? arrived(ports, live, session) : { kind: 'closed', state: session.state };
}

async function whereItStands(
  { service }: SessionPorts,
  { sessionId }: LiveRestore,
): Promise<Result<RestoreSession | undefined, AgentProblem>> {
  const found = await service.getRestoreSession(sessionId);
  if (found.ok) return ok(found.value.session);
  return found.error.code === 'not-found' ? ok(undefined) : found;
}

/** The service is at another place than this device believes. */
const DISAGREES: ReadonlySet<string> = new Set(['stale-version', 'illegal-transition', 'not-found']);

const STARTS_FROM: Readonly<Record<Transition['kind'], SessionState>> = {
  choose: 'offered',
  setUpAsNew: 'offered',
  cancel: 'offered',
  progress: 'applying',
  complete: 'applying',
  fail: 'applying',
  appsEnded: 'completed',
  undo: 'completed',
};

const LEADS_TO: Readonly<Record<Transition['kind'], SessionState>> = {
  choose: 'applying',
  setUpAsNew: 'setUpAsNew',
  cancel: 'cancelled',
  progress: 'applying',
  complete: 'completed',
  fail: 'failed',
  appsEnded: 'completed',
  undo: 'undone',
};

const CONFLICTS_MAX = 3;

export const DISAGREEMENT: AgentProblem = {
  code: 'service-misbehaves',
  detail: 'The service and this device do not agree on how far the restore is.',
  fix: 'Nothing to do: the agent asks again at the next sign-in and by its task.',
};
