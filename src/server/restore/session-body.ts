// A restore as it is told: as it stands now, whether its end was noted already or not.

import { sessionAt } from '../../domain/restore/session.ts';
import { intuneStatusOf, secondsToProductivity } from '../../domain/restore/session-status.ts';
import type { ListedSession, RestoreSession } from '../../protocol/operations/restore.ts';
import type { SessionRow } from './session-store.ts';

export function sessionBody(
  { session, deviceName }: Pick<SessionRow, 'session' | 'deviceName'>,
  now: number,
): RestoreSession {
  const current = sessionAt(session, now);
  const { choice, progress } = current;
  return {
    sessionId: current.sessionId,
    userId: current.userId,
    deviceId: current.deviceId,
    deviceName,
    phase: current.phase,
    enrollmentId: current.enrollmentId,
    decisionId: current.decisionId,
    state: current.state,
    version: current.version,
    profileId: choice?.profileId ?? null,
    snapshotId: choice?.snapshotId ?? null,
    offeredAt: instant(current.offeredAt),
    changedAt: instant(current.changedAt),
    expiresAt: instant(current.expiresAt),
    signedInAt: instantOrNull(current.signedInAt),
    endedAt: instantOrNull(current.endedAt),
    secondsToProductivity: secondsToProductivity(current) ?? null,
    progress: progress === undefined ? null : { ...progress },
    intuneStatus: intuneStatusOf(current.state),
    failureCode: current.failureCode ?? null,
    outcomeCounts: { ...current.outcomeCounts },
  };
}

export function listedSession(row: SessionRow, now: number): ListedSession {
  return { ...sessionBody(row, now), userPrincipalName: row.userPrincipalName };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function instantOrNull(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : instant(milliseconds);
}
