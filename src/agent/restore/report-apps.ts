// What became of the apps of a restore that was completed before they were at their end: told to the service once all of them are,
// when it can be reached. Told once: the step keeps its id until it is answered.

import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { FinishedRestore } from './session-memory.ts';
import type { SessionPorts } from './session-ports.ts';

export type LatePorts = Pick<SessionPorts, 'memory' | 'service' | 'tell' | 'target' | 'newId'>;

export async function reportApps(ports: LatePorts): Promise<void> {
  for (const { sessionId, pendingApps = [] } of ports.memory.read().finished) {
    if (pendingApps.length === 0) continue;
    const ended = ports.target.endedApps(pendingApps);
    // Another restore's apps have taken their place: nobody knows any more.
    if (ended?.length === 0) change(ports, sessionId, { pendingApps: [] });
    else if (ended !== undefined) await report(ports, sessionId, ended);
  }
}

async function report(ports: LatePorts, sessionId: string, outcomes: readonly SessionOutcome[]): Promise<void> {
  const [before] = ports.memory.read().finished.filter((it) => it.sessionId === sessionId);
  const transitionId = before?.appsReport ?? ports.newId();
  const finished = change(ports, sessionId, { appsReport: transitionId });
  if (finished === undefined) return;
  const transition = { kind: 'appsEnded' as const, outcomes: [...outcomes] };
  const answer = await ports.service.moveRestoreSession(sessionId, {
    transitionId,
    version: finished.version,
    transition,
  });
  if (answer.ok) {
    change(ports, sessionId, { version: answer.value.version, pendingApps: [] });
    ports.tell({ kind: 'reported', sessionId, state: answer.value.state });
  } else if (REFUSALS.has(answer.error.code)) {
    change(ports, sessionId, { pendingApps: [] });
  }
}

function change({ memory }: LatePorts, sessionId: string, part: Partial<FinishedRestore>): FinishedRestore | undefined {
  const known = memory.read();
  const finished = known.finished.map((it) => (it.sessionId === sessionId ? { ...it, ...part } : it));
  memory.write({ ...known, finished });
  return finished.find((it) => it.sessionId === sessionId);
}

/** The service is where no late word is taken: undone, or a service from before. */
const REFUSALS: ReadonlySet<string> = new Set(['stale-version', 'illegal-transition', 'not-found', 'bad-request']);
