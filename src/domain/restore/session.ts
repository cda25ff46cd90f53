// The life of one restore, as a state machine: from the offer to its end. Pure: times are milliseconds since 1970 and come in.
//
//   offered ──► applying ──► completed ──► undone
//      │            └──────► failed
//      ├──► setUpAsNew   the person said no, explicitly; final for this enrollment
//      ├──► cancelled    only in use: the person changed their mind, which is no refusal
//      └──► expired      also from applying: nobody came back in time, which is no refusal either

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

export type Transition =
  /** Without a snapshot: the profile's head. */
  | { readonly kind: 'choose'; readonly profileId: string; readonly snapshotId: string }
  | { readonly kind: 'setUpAsNew' }
  | { readonly kind: 'cancel' }
  /** Still at it: how far, and that the session lives. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'complete'; readonly outcomes: readonly SessionOutcome[] }
  | { readonly kind: 'fail'; readonly code: string; readonly outcomes: readonly SessionOutcome[] }
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
