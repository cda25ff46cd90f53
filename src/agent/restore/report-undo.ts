// A restore that the person took back: noted when it happens, told to the service when it can be reached.

import type { AgentProblem } from '../agent-problem.ts';
import type { Result } from '../../lib/result.ts';
import { ok } from '../../lib/result.ts';
import type { FinishedRestore } from './session-memory.ts';
import type { MemoryPort, SessionPorts } from './session-ports.ts';

/** `applicationId` names the record that was undone. Answers with the session; `undefined` where it belonged to none. */
export function noteUndo(memory: MemoryPort, applicationId: string, newId: () => string): string | undefined {
  const known = memory.read();
  const mine = known.finished.find((it) => it.applicationId === applicationId);
  if (mine === undefined) return undefined;
  const undo = mine.undo ?? newId();
  memory.write({ ...known, finished: known.finished.map((it) => (it === mine ? { ...it, undo } : it)) });
  return mine.sessionId;
}

/** Tells what is noted, and first notes what a crash kept from being. What can not be told now stays noted. */
export async function reportUndos({ memory, service, tell, target, newId }: UndoPorts): Promise<void> {
  for (const { applicationId, undo } of memory.read().finished) {
    if (undo === null && target.wasUndone(applicationId)) noteUndo(memory, applicationId, newId);
  }
  for (const finished of memory.read().finished) {
    if (finished.undo === null) continue;
    const told = await tellUndo(service, finished, finished.undo);
    if (!told.ok) return;
    const known = memory.read();
    memory.write({ ...known, finished: known.finished.filter(({ sessionId }) => sessionId !== finished.sessionId) });
    if (told.value) tell({ kind: 'undone', sessionId: finished.sessionId });
  }
}

export type UndoPorts = Pick<SessionPorts, 'memory' | 'service' | 'tell' | 'target' | 'newId'>;

/** False where the service has no such restore to take back. */
async function tellUndo(
  service: SessionPorts['service'],
  { sessionId, version }: FinishedRestore,
  transitionId: string,
): Promise<Result<boolean, AgentProblem>> {
  const step = { transitionId, version, transition: { kind: 'undo' } } as const;
  const answer = await service.moveRestoreSession(sessionId, step);
  if (answer.ok) return ok(true);
  return ['stale-version', 'illegal-transition', 'not-found'].includes(answer.error.code) ? ok(false) : answer;
}
