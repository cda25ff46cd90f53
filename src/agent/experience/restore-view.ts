// How a restore ended, as a page shows it: names instead of ids, a person's sentence instead of an administrator's.

import { outcomeName } from '../../domain/restore/outcome-name.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { NamedOutcome, RestoreView } from '../../protocol/experience.ts';
import { sessionFile } from '../restore/session-file.ts';
import type { SessionEnd } from '../restore/session-ports.ts';
import type { RestoreContext, RestoreEnd } from '../schedule/offer-restore.ts';
import { reasonsOf } from '../status/reasons.ts';

/** What a session does not keep. */
export type Seen = { needsSignOut: boolean; appNames: ReadonlyMap<string, string> };

export function viewOf(end: RestoreEnd, seen: Seen): RestoreView {
  switch (end.kind) {
    case 'off':
      return { kind: 'refused', reasons: end.reasons.map(({ code }) => ({ code })) };
    case 'older':
      return { kind: 'refused', reasons: [{ code: 'service-older' }] };
    case 'refused':
      return {
        kind: 'refused',
        reasons: reasonsOf(end.decision).map(({ code, person }) => ({
          code,
          ...(person === undefined ? {} : { sentence: person }),
        })),
      };
    case 'open':
      return { kind: 'offered', profiles: end.profiles };
    case 'closed':
      return { kind: 'closed' };
    case 'ended':
      return endedView(end, seen);
  }
}

/** The device that an interrupted restore is from. */
export function openDevice({ disk, stateFolder }: Pick<RestoreContext, 'disk' | 'stateFolder'>): string | null {
  return sessionFile(disk, stateFolder).read().live?.choice?.deviceName ?? null;
}

export function named(outcome: SessionOutcome, appNames: Seen['appNames'] = new Map()): NamedOutcome {
  return { ...outcome, name: outcomeName(outcome, appNames) };
}

function endedView({ end, unreported }: Extract<SessionEnd, { kind: 'ended' }>, seen: Seen): RestoreView {
  const { outcome, outcomes, sourceDevice: deviceName = null, failureCode = null } = end;
  if (outcome === 'setUpAsNew' || outcome === 'cancelled') return { kind: 'declined', outcome };
  return {
    kind: 'ended',
    outcome,
    deviceName,
    failureCode,
    outcomes: outcomes.map((each) => named(each, seen.appNames)),
    needsSignOut: seen.needsSignOut,
    isReported: unreported === undefined,
    mayUndo: outcomes.some(({ kind, state }) => kind === 'setting' && state === 'restored'),
  };
}
