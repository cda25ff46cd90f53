// What a restore session touches: the service, the profile, the page a person looks at, the memory, time and chance. On a
// device they are real; the simulation runs the same session in memory, with a crash before any of these calls.

import type { Plan } from '../../domain/restore/plan.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { Outcome } from '../../domain/restore/verify.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import type { Result } from '../../lib/result.ts';
import type { DecisionBody, OfferAnswer, OfferedProfile, RestoreSession } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { ServiceClient } from '../upload/service-client.ts';
import type { RestoreChoices } from './restore-profile.ts';
import type { RestoreChoice, SessionMemory } from './session-memory.ts';

export type SessionPorts = {
  readonly service: SessionService;
  readonly target: RestoreTarget;
  readonly memory: MemoryPort;
  readonly page: RestorePage;
  readonly tell: (news: SessionNews) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A UUID that nobody had before. */
  readonly newId: () => string;
};

export type SessionService = Pick<
  ServiceClient,
  'requestRestoreOffer' | 'getRestoreSession' | 'moveRestoreSession' | 'getSnapshot' | 'listSnapshots'
>;

/** The profile. Whoever opens one brings to its end what a crash interrupted there. */
export type RestoreTarget = {
  readonly plan: (snapshot: Snapshot, choices: RestoreChoices) => Plan;
  /** One outcome for each change of the plan. The id is also the one of the record that undoes it. */
  readonly apply: (
    applicationId: string,
    plan: Plan,
    description: string,
  ) => Promise<Result<readonly Outcome[], AgentProblem>>;
  /** Whether it was begun; it is ended then. */
  readonly wasApplied: (applicationId: string) => boolean;
  /** Whether it was taken back. */
  readonly wasUndone: (applicationId: string) => boolean;
  /** What became of these apps; `undefined` while any is on its way, none where nobody knows. */
  readonly endedApps: (ids: readonly string[]) => readonly SessionOutcome[] | undefined;
  /** What becomes of the apps and pins of a snapshot; those that have to be fetched are queued. */
  readonly bringApps: (snapshotId: string, snapshot: Snapshot) => readonly SessionOutcome[];
};

export type MemoryPort = {
  readonly read: () => SessionMemory;
  /** Durable when it returns. @throws Error where the disk refuses: without a memory nothing is begun */
  readonly write: (memory: SessionMemory) => void;
};

/** Where a person says what they want. */
export type RestorePage = {
  readonly decide: (offer: {
    readonly session: RestoreSession;
    readonly profiles: readonly OfferedProfile[];
    /** Who asked for it on the person's behalf, if somebody did. */
    readonly request?: NonNullable<OfferAnswer['request']>;
  }) => Promise<PageChoice>;
};

export type PageChoice =
  | { readonly kind: 'restore'; readonly choice: RestoreChoice }
  | { readonly kind: 'setUpAsNew' }
  | { readonly kind: 'cancel' }
  /** Nothing said: the offer stays open. */
  | { readonly kind: 'later' };

/** For the log and for other programs on the device. May be told twice after a crash. */
export type SessionNews =
  | { readonly kind: 'refused'; readonly decision: DecisionBody }
  | { readonly kind: 'offered'; readonly session: RestoreSession; readonly profiles: readonly OfferedProfile[] }
  | { readonly kind: 'started'; readonly sessionId: string; readonly description: string; readonly changes: number }
  | { readonly kind: 'resumed'; readonly sessionId: string }
  | ({ readonly kind: 'ended' } & LocalEnd)
  | { readonly kind: 'reported'; readonly sessionId: string; readonly state: string }
  /** The service does not go on with it: expired, cancelled, or another one has taken its place. */
  | { readonly kind: 'closed'; readonly sessionId: string; readonly state: string }
  | { readonly kind: 'undone'; readonly sessionId: string };

/** How a restore ended on this device, whether the service knows yet or not. */
export type LocalEnd = {
  readonly sessionId: string;
  readonly phase: RestoreSession['phase'];
  readonly outcome: 'completed' | 'failed' | 'setUpAsNew' | 'cancelled';
  readonly endedAt: string;
  readonly sourceDevice?: string;
  readonly snapshotId?: string;
  readonly failureCode?: string;
  readonly outcomes: readonly SessionOutcome[];
};

export type SessionEnd =
  | { readonly kind: 'refused'; readonly decision: DecisionBody }
  /** The person said nothing yet. */
  | { readonly kind: 'open'; readonly session: RestoreSession; readonly profiles: readonly OfferedProfile[] }
  /** `unreported`: why the service does not know yet; the agent tells it later. */
  | { readonly kind: 'ended'; readonly end: LocalEnd; readonly unreported?: AgentProblem }
  /** Over at the service before anything was restored here. */
  | { readonly kind: 'closed'; readonly sessionId: string; readonly state: string };
