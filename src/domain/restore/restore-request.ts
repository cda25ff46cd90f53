// A restore that an administrator asks for. It waits until its device asks, is offered there as any other restore, and the person
// decides. Where it stands follows from what happened to it; nothing is stored that could contradict the session.
//
//   waiting ──► offered ──► ended       as its session did
//      ├──────► withdrawn               only while nobody was offered anything
//      └──────► expired                 the device did not ask in time

import { isLive, type Session, sessionAt } from './session.ts';

export type RestoreRequestState = 'waiting' | 'offered' | 'ended' | 'withdrawn' | 'expired';

export type RestoreRequest = {
  readonly requestId: string;
  readonly userId: string;
  readonly deviceId: string;
  /** What the administrator would have restored; the person may take another. */
  readonly wanted?: { readonly profileId: string; readonly snapshotId?: string };
  /** Read by the person and by auditors. */
  readonly reason: string;
  /** By name. */
  readonly requestedBy: string;
  /** Milliseconds since 1970, like all times here. */
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly withdrawnAt?: number;
  /** The restore that was offered for it. */
  readonly sessionId?: string;
};

/** `session` is the one it names; a session that is forgotten by now has ended. */
export function requestStateAt(
  request: RestoreRequest,
  session: Session | undefined,
  now: number,
): RestoreRequestState {
  if (request.withdrawnAt !== undefined) return 'withdrawn';
  if (request.sessionId === undefined) return now >= request.expiresAt ? 'expired' : 'waiting';
  return session !== undefined && isLive(sessionAt(session, now)) ? 'offered' : 'ended';
}
