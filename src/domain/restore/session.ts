// The life of one restore, as a state machine: from the offer to its end. Pure: times are milliseconds since 1970 and come in.
// Steps are taken in move-session.ts.
//
//   offered ──► applying ──► completed ──► undone      completed also hears of apps that come later
//      │            └──────► failed
//      ├──► setUpAsNew   the person said no, explicitly; final for this enrollment
//      ├──► cancelled    only in use: the person changed their mind, which is no refusal
//      └──► expired      also from applying: nobody came back in time, which is no refusal either

import type { EnrollmentPhase } from '../enrollment/phase.ts';

export type SessionState =
  | 'offered'
  | 'applying'
  | 'completed'
  | 'failed'
  | 'setUpAsNew'
  | 'cancelled'
  | 'expired'
  | 'undone';

/** Somebody may still go on with it; at most one for each person and device. */
export const LIVE_STATES = ['offered', 'applying'] as const satisfies readonly SessionState[];

export type Session = {
  readonly sessionId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly phase: EnrollmentPhase;
  readonly enrollmentId: string;
  /** Why it was offered. */
  readonly decisionId: string;
  readonly state: SessionState;
  /** Raised by every change. */
  readonly version: number;
  /** From `applying` on. */
  readonly choice?: { readonly profileId: string; readonly snapshotId: string };
  readonly offeredAt: number;
  readonly changedAt: number;
  readonly expiresAt: number;
  /** Never after the offer, whatever the device's clock said. */
  readonly signedInAt?: number;
  readonly endedAt?: number;
  readonly progress?: { readonly done: number; readonly total: number };
  readonly failureCode?: string;
  readonly outcomeCounts: OutcomeCounts;
  /** The step that brought it here: its repeat is recognized. */
  readonly lastStep?: { readonly transitionId: string; readonly digest: string };
};

export type Transition =
  | { readonly kind: 'choose'; readonly profileId: string; readonly snapshotId: string }
  | { readonly kind: 'setUpAsNew' }
  | { readonly kind: 'cancel' }
  /** Still at it: how far, and that the session lives. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'complete'; readonly outcomes: readonly SessionOutcome[] }
  | { readonly kind: 'fail'; readonly code: string; readonly outcomes: readonly SessionOutcome[] }
  /** What became of apps that were on their way when it completed. */
  | { readonly kind: 'appsEnded'; readonly outcomes: readonly SessionOutcome[] }
  | { readonly kind: 'undo' };

/** What became of one setting or one app. Never a value. */
export type SessionOutcome = {
  readonly kind: 'setting' | 'app' | 'pins';
  /** A setting's id, or a package family name. */
  readonly id: string;
  readonly category: string;
  readonly state: 'restored' | 'unchanged' | 'excluded' | 'failed' | 'pending';
  /** Why it was excluded or failed: a code. */
  readonly code?: string;
};

export type OutcomeCounts = Readonly<Partial<Record<SessionOutcome['state'], number>>>;

/** How long a live session waits for its next step. */
export type SessionHours = { readonly offered: number; readonly applying: number };

export type Offer = Pick<Session, 'sessionId' | 'userId' | 'deviceId' | 'phase' | 'enrollmentId' | 'decisionId'> & {
  /** By the device's clock. */
  readonly signedInAt?: number;
};

export function offerSession({ signedInAt, ...offer }: Offer, now: number, hours: SessionHours): Session {
  return {
    ...offer,
    state: 'offered',
    version: 0,
    offeredAt: now,
    changedAt: now,
    expiresAt: now + hours.offered * HOUR_MILLISECONDS,
    ...(signedInAt === undefined ? {} : { signedInAt: Math.min(signedInAt, now) }),
    outcomeCounts: {},
  };
}

export function isLive({ state }: Pick<Session, 'state'>): boolean {
  return LIVE_STATES.some((live) => live === state);
}

/** Nobody came back in time. Whoever looks at it then sees it so, whether that was noted already or not. */
export function isExpired(session: Pick<Session, 'state' | 'expiresAt'>, now: number): boolean {
  return isLive(session) && now >= session.expiresAt;
}

/** The session as it stands at `now`. */
export function sessionAt(session: Session, now: number): Session {
  return isExpired(session, now) ? expire(session, session.expiresAt) : session;
}

/** It is over before its time: another enrollment, or another phase, has taken its place. */
export function expire(session: Session, at: number): Session {
  return { ...session, state: 'expired', version: session.version + 1, changedAt: at, endedAt: at };
}

export const HOUR_MILLISECONDS = 60 * 60 * 1000;
