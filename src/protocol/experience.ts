// What the agent's pages and the agent say to each other on loopback: the page shows a view and sends a person's word. Types
// only, since both are of one build; what a page sends is checked where it arrives (src/agent/experience/requests.ts).

import type { EnrollmentPhase } from '../domain/enrollment/phase.ts';
import type { SessionOutcome } from '../domain/restore/session.ts';
import type { OfferedProfile } from './operations/restore.ts';

/** Where a restore stands, as the page shows it. Sent whole each time that it changes. */
export type RestoreView =
  /** Nobody asked for one. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'offered';
      readonly profiles: readonly OfferedProfile[];
      /** Of whoever asked for it on the person's behalf. */
      readonly asking?: { readonly reason: string; readonly requestedBy: string };
    }
  | {
      readonly kind: 'restoring';
      readonly stage: RestoreStage;
      /** Null while an interrupted one is gone on with, and its device is not known yet. */
      readonly deviceName: string | null;
      readonly startedAt: string;
      /** What is being changed; empty until it is known. */
      readonly categories: readonly CategoryCount[];
    }
  | RestoreEnded
  | { readonly kind: 'declined'; readonly outcome: 'setUpAsNew' | 'cancelled' }
  | { readonly kind: 'undone' }
  | { readonly kind: 'refused'; readonly reasons: readonly RefusalReason[] }
  /** Something outside is in the way. It is tried again at `nextTryAt`, or when the person says so. */
  | {
      readonly kind: 'waiting';
      readonly problem: PageProblem;
      /** Whether a restore was begun already. */
      readonly isBegun: boolean;
      readonly nextTryAt: string;
    }
  /** The service does not go on with it. */
  | { readonly kind: 'closed' };

export type RestoreStage = 'fetching' | 'writing' | 'reporting';

export type RestoreEnded = {
  readonly kind: 'ended';
  readonly outcome: 'completed' | 'failed';
  readonly deviceName: string | null;
  readonly failureCode: string | null;
  readonly outcomes: readonly NamedOutcome[];
  readonly needsSignOut: boolean;
  /** False: the service hears of it later, by itself. */
  readonly isReported: boolean;
  readonly mayUndo: boolean;
};

export type NamedOutcome = SessionOutcome & { readonly name: string };

export type CategoryCount = { readonly category: string; readonly count: number };

/** `sentence` is for the person; left out where the code alone is known. */
export type RefusalReason = { readonly code: string; readonly sentence?: string };

export type PageProblem = { readonly code: string; readonly detail: string; readonly fix: string };

/** What does not change while the page is open. */
export type ExperienceAbout = {
  readonly page: 'offer' | 'app';
  readonly phase: EnrollmentPhase;
  /** The account, as it signs in. */
  readonly person: string;
  readonly deviceName: string;
};

/** What a restore would do. */
export type RestorePreview = {
  readonly deviceName: string;
  readonly changes: readonly PreviewedChange[];
  readonly unchangedCount: number;
  readonly exclusions: readonly NamedOutcome[];
};

export type PreviewedChange = {
  readonly settingId: string;
  readonly name: string;
  readonly category: string;
  /** Null for Windows' default. */
  readonly before: string | null;
  readonly after: string | null;
};

export type BackupView = {
  readonly lastSuccessAt: string | null;
  readonly nextBackupAt: string | null;
  readonly isOff: boolean;
  /** What there was is erased, and nothing is backed up until that is allowed again. */
  readonly isErased: boolean;
  readonly settingCount: number | null;
  readonly problems: readonly PageProblem[];
  readonly groups: readonly GroupView[];
};

export type GroupView = {
  readonly group: string;
  readonly isIncluded: boolean;
  /** The policy that leaves it out, by its title. */
  readonly policy?: string;
  /** Left out as long as the person does not take it in. */
  readonly isHeldBack: boolean;
  /** No policy leaves it out, or it is left to the person. */
  readonly mayChoose: boolean;
};

/** How "back up now" ended. */
export type BackupEnd =
  | { readonly kind: 'backed-up'; readonly outcome: 'stored' | 'unchanged'; readonly settingCount: number }
  | { readonly kind: 'refused'; readonly reasons: readonly PageProblem[] };

export type HistoryView = {
  readonly devices: readonly DeviceBackups[];
};

export type DeviceBackups = {
  readonly profileId: string;
  readonly deviceName: string;
  readonly isThisDevice: boolean;
  readonly lastConfirmedAt: string | null;
  /** Newest first. */
  readonly snapshots: readonly {
    readonly snapshotId: string;
    readonly receivedAt: string;
    readonly settingCount: number;
    readonly isLatest: boolean;
  }[];
};

/** Apps that come back after the settings, in the background. */
export type AppsView = { readonly total: number; readonly waiting: number };
