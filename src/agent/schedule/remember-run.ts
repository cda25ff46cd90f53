// What the agent remembers of a run, and the line in the log when there was nothing to do.

import type { Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { EventLog } from '../status/event-log.ts';
import { type AgentState, timeText, writeState } from '../status/state-file.ts';
import type { AgentContext } from './agent-context.ts';

export type Memory = Pick<AgentContext, 'disk' | 'stateFolder'>;

/** A memory that can not be written stops no backup. */
export function remember({ disk, stateFolder }: Memory, log: EventLog, state: AgentState): Result<true, AgentProblem> {
  const written = writeState(disk, stateFolder, state);
  if (!written.ok) log('state-not-written', { code: written.error.code, detail: written.error.detail });
  return written;
}

/** Nothing to do: a line in the log only when that is news. */
export function rest(context: Memory, log: EventLog, state: AgentState, before: AgentState, until?: number): void {
  if (state.idle !== before.idle) {
    if (state.idle === 'off') log('backup-off');
    else log('backup-waiting', { why: state.idle, ...(until === undefined ? {} : { until: timeText(until) }) });
  }
  if (JSON.stringify(state) !== JSON.stringify(before)) remember(context, log, state);
}
