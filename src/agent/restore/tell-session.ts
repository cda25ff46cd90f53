// What happens in a restore session, told to the agent's log and to other programs on the device.

import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { EventLog } from '../status/event-log.ts';
import { reasonsOf } from '../status/reasons.ts';
import { timeText } from '../status/state-file.ts';
import { markUndone, type MarkerRegistry, writeMarker } from './restore-marker.ts';
import type { LocalEnd, SessionNews } from './session-ports.ts';

/** Without a registry, as for a profile on a disk, there is only the log. */
export function sessionTeller(
  log: EventLog,
  registry: MarkerRegistry | undefined,
  clock: () => number,
): (news: SessionNews) => void {
  const mark = (write: (registry: MarkerRegistry) => ReturnType<typeof writeMarker>): void => {
    const written = registry === undefined ? undefined : write(registry);
    if (written?.ok === false) log('marker-not-written', { ...written.error });
  };
  return (news) => {
    if (news.kind === 'ended') mark((to) => writeMarker(to, news));
    if (news.kind === 'undone') mark((to) => markUndone(to, news.sessionId, timeText(clock())));
    logNews(log, news);
  };
}

function logNews(log: EventLog, news: SessionNews): void {
  switch (news.kind) {
    case 'refused': {
      const reasons = reasonsOf(news.decision).map((reason) => ({ ...reason }));
      return log('restore-not-offered', { phase: news.decision.occasion, verdict: news.decision.verdict, reasons });
    }
    case 'offered':
      return log('restore-offered', {
        sessionId: news.session.sessionId,
        phase: news.session.phase,
        devices: news.profiles.map(({ deviceName }) => deviceName),
      });
    case 'started':
      return log('restore-started', {
        sessionId: news.sessionId,
        description: news.description,
        changes: news.changes,
      });
    case 'resumed':
      return log('restore-resumed', { sessionId: news.sessionId });
    case 'ended':
      return logEnd(log, news);
    case 'reported':
      return log('restore-reported', { sessionId: news.sessionId, state: news.state });
    case 'closed':
      return log('restore-closed', { sessionId: news.sessionId, state: news.state });
    case 'undone':
      return log('restore-undone', { sessionId: news.sessionId });
  }
}

function logEnd(log: EventLog, end: LocalEnd): void {
  const { sessionId, phase, outcome, sourceDevice = null, snapshotId = null } = end;
  if (outcome === 'setUpAsNew' || outcome === 'cancelled')
    return log('restore-declined', { sessionId, phase, outcome });
  const what = { sessionId, phase, sourceDevice, snapshotId, ...countsOf(end.outcomes) };
  if (outcome === 'completed') return log('restore-completed', what);
  return log('error', { code: end.failureCode ?? 'failed', ...what });
}

function countsOf(outcomes: readonly SessionOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, state } of outcomes) {
    const name = kind === 'setting' ? state : `${kind}-${state}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
