// A restore as a session: asked for, offered, chosen by the person, applied, and told to the service step by step. Whatever
// moment this ends at, calling it again goes on from there and comes to the same end.
//
// Guarantees: nothing is restored and nothing is declined without the person's word; each step counts once, however often it
// is sent; the profile is never written twice for one choice. Deliberately absent: deciding whether a restore may be offered.
// The service does, and a session that it has closed is not gone on with.

import type { Transition } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { OfferAnswer, OfferRequest, RestoreSession } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { goOn } from './go-on.ts';
import { DISAGREEMENT, intend, remember, takePendingStep } from './move-session.ts';
import { reportApps } from './report-apps.ts';
import { reportUndos } from './report-undo.ts';
import type { LiveRestore, RestoreChoice } from './session-memory.ts';
import type { PageChoice, SessionEnd, SessionPorts } from './session-ports.ts';

/** Goes on with what an earlier run left, or asks for an offer. A problem is one that passes: calling again goes on. */
export async function runSession(
  ports: SessionPorts,
  request: OfferRequest,
): Promise<Result<SessionEnd, AgentProblem>> {
  const resumed = await resumeSession(ports);
  if (!resumed.ok) return resumed;
  if (resumed.value?.kind === 'ended') return ok(resumed.value);
  for (let attempt = 0; attempt < OFFERS_MAX; attempt += 1) {
    const answer = await ports.service.requestRestoreOffer(request);
    if (!answer.ok) return answer;
    const { decision, session } = answer.value;
    if (session === null) {
      remember(ports, null);
      ports.tell({ kind: 'refused', decision });
      return ok({ kind: 'refused', decision });
    }
    if (session.state === 'offered') return decide(ports, answer.value, session);
    const ended = await endForgotten(ports, session);
    if (!ended.ok) return ended;
  }
  return fail(DISAGREEMENT);
}

/** Goes on with what an earlier run left; `undefined` where it left nothing. Asks nobody anything. */
export async function resumeSession(ports: SessionPorts): Promise<Result<SessionEnd | undefined, AgentProblem>> {
  await reportApps(ports);
  await reportUndos(ports);
  const { live } = ports.memory.read();
  if (live === null) return ok(undefined);
  ports.tell({ kind: 'resumed', sessionId: live.sessionId });
  return goOn(ports, live);
}

async function decide(
  ports: SessionPorts,
  { profiles, optedIn, request = null }: OfferAnswer,
  session: RestoreSession,
): Promise<Result<SessionEnd, AgentProblem>> {
  ports.tell({ kind: 'offered', session, profiles });
  const said =
    saidBefore(ports, session) ??
    (await ports.page.decide({ session, profiles, ...(request === null ? {} : { request }) }));
  const step = stepFor(said);
  if (step === undefined) return ok({ kind: 'open', session, profiles });
  const fresh = freshRestore(session);
  const live = intend(
    ports,
    said.kind === 'restore' ? { ...fresh, choice: withOptedIn(said.choice, optedIn) } : fresh,
    step,
  );
  return goOn(ports, live);
}

/** What the organization asks for comes back too, besides what the person asked for by name. */
function withOptedIn(choice: RestoreChoice, optedIn: readonly string[]): RestoreChoice {
  return { ...choice, optedIn: [...new Set([...choice.optedIn, ...optedIn])] };
}

/** A refusal whose session ended before the service heard of it still holds: nobody is asked twice. */
function saidBefore({ memory }: SessionPorts, { phase }: RestoreSession): PageChoice | undefined {
  const isRefusal = memory.read().live?.pending?.transition.kind === 'setUpAsNew';
  return isRefusal && phase !== 'inUse' ? { kind: 'setUpAsNew' } : undefined;
}

function stepFor(said: PageChoice): Transition | undefined {
  if (said.kind === 'later') return undefined;
  if (said.kind !== 'restore') return said;
  const { profileId, snapshotId } = said.choice;
  return { kind: 'choose', profileId, snapshotId };
}

/** A restore that the service knows of and this device does not: its memory is gone. The person is asked anew. */
async function endForgotten(ports: SessionPorts, session: RestoreSession): Promise<Result<true, AgentProblem>> {
  const live = intend(ports, freshRestore(session), { kind: 'fail', code: 'interrupted', outcomes: [] });
  const moved = await takePendingStep(ports, live);
  if (!moved.ok) return moved;
  remember(ports, null);
  ports.tell({ kind: 'closed', sessionId: session.sessionId, state: 'failed' });
  return ok(true);
}

function freshRestore({ sessionId, phase, version }: RestoreSession): LiveRestore {
  return { sessionId, phase, version, pending: null, choice: null, application: null, result: null };
}

const OFFERS_MAX = 3;

export type { SessionEnd } from './session-ports.ts';
