// Everything that a decision is made from. A member that is left out is not known: a rule that needs it answers `unknown` and
// names it, and never guesses.

import type { DeviceFacts } from '../device/device-facts.ts';
import type { Cloud, EnrollmentFacts } from '../enrollment/enrollment-facts.ts';
import type { Occasion } from '../enrollment/phase.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

export type EligibilityFacts = {
  readonly occasion: Occasion;
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  /** Microsoft's cloud that the organization's tenant is in. */
  readonly cloud?: Cloud;
  readonly person: PersonFacts;
  readonly policy?: ResolvedPolicy;
  /** All of the person's; empty: there is none. */
  readonly backups?: readonly BackupFact[];
  readonly conditionalAccess?: ConditionalAccessFact;
  /** Of this person on this enrollment of this device. */
  readonly history?: RestoreHistory;
  /** Rings of the rollout that are stopped, and that they are in or may be in. Left out: none is. */
  readonly stoppedRings?: readonly StoppedRing[];
};

export type PersonFacts = {
  readonly userId?: string;
  readonly tenantId?: string;
  /** `organizational`: with the work or school account of the tenant; `other`: a local or a Microsoft account. */
  readonly account?: 'organizational' | 'other';
};

export type BackupFact = {
  readonly profileId: string;
  readonly deviceName: string;
  readonly userId: string;
  readonly tenantId: string;
  /** There is a head, it is not erased, and this version can read it. */
  readonly isUsable: boolean;
  /** Made on the device that is asked about, since it was last set up: what it had before a reset comes from elsewhere. */
  readonly isOfThisDevice: boolean;
};

/** What Conditional Access says of the sign-ins that a restore stands or falls with. */
export type ConditionalAccessFact = {
  /** `signedIn`: the person holds a token already, so nothing is left to predict. */
  readonly outcome: 'signedIn' | 'passes' | 'blocked' | 'unknown';
  /** The policies in the way, each with the smallest change that lets the restore through. */
  readonly blockedBy: readonly { readonly policyName: string; readonly fix: string }[];
  /** What is missing where the outcome is unknown. */
  readonly missing: readonly string[];
};

export type RestoreHistory = {
  /** The person chose *Set up as new* on this enrollment, in this phase. */
  readonly skippedIn?: 'oobe' | 'firstSignIn';
  /** A restore ended well on this enrollment. */
  readonly isRestored: boolean;
};

export type StoppedRing = {
  readonly name: string;
  /** Why it was stopped, in the words of whoever did. */
  readonly reason: string;
  /** Names of the facts without which nobody knows whether they are in it; empty: they are. */
  readonly missing: readonly string[];
};
