// Backups as administrators look after them: the profiles of everybody, the history of one, what changed between two
// snapshots in words, and a person's data in the open format. Lists tell counts and times; what tells contents takes
// `backupContent.read`, a reason, and a second person where the organization asks for one.

import { type Static, Type } from 'typebox';
import { NAME_LENGTH_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { Instant, type Operation, Reason, Uuid } from '../operation.ts';
import { BackupProfile } from './backup.ts';
import { Freshness } from './fleet.ts';
import { SnapshotFacts } from './others-backups.ts';
import { ExportPage } from './own-data.ts';

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
const Next = Type.Union([Uuid, Type.Null()], { description: 'Give it back as `after`; null on the last page.' });
const PAGE = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  after: Type.Optional(Uuid),
};

export const ListedBackup = Type.Object({
  profileId: Uuid,
  userId: Uuid,
  displayName: Type.String(),
  userPrincipalName: Type.String(),
  deviceId: Uuid,
  deviceName: Type.String(),
  /** `none`: there is no snapshot any more. */
  freshness: Freshness,
  lastConfirmedAt: Type.Union([Instant, Type.Null()]),
  snapshotCount: Count,
});
export type ListedBackup = Static<typeof ListedBackup>;
export const BackupsPage = Type.Object({ backups: Type.Array(ListedBackup), next: Next });
export type BackupsPage = Static<typeof BackupsPage>;

export const BackupsQuery = Type.Object(
  {
    /** Part of the name of a person or a device, in any case. */
    search: Type.Optional(Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX })),
    /** Of this device alone. */
    deviceId: Type.Optional(Uuid),
    show: Type.Optional(Type.Enum(['fresh', 'ageing', 'none'])),
    /** The newest backup first; the oldest first; or by name. */
    sort: Type.Optional(Type.Enum(['newest', 'lastBackup', 'person', 'device'])),
    ...PAGE,
  },
  closed,
);
export type BackupsQuery = Static<typeof BackupsQuery>;

/** How much a snapshot holds, and what of the device could not be read; not what it is. */
export const SnapshotReport = Type.Object({
  /** `null`: it holds no list of apps. */
  appCount: Type.Union([Count, Type.Null()]),
  /** `null`: it holds no pins that can be read. */
  pinCount: Type.Union([Count, Type.Null()]),
  unreadableCount: Count,
});
export type SnapshotReport = Static<typeof SnapshotReport>;

export const HistoryEntry = Type.Object({
  snapshot: SnapshotFacts,
  /** `null`: what is stored can not be opened now. */
  report: Type.Union([SnapshotReport, Type.Null()]),
  /** What keeps it, legal holds aside; by nothing: it goes when the device stores the next one. */
  keptBy: Type.Enum(['latest', 'newest', 'age', 'nothing']),
  /** When its age alone keeps it no longer. */
  keptUntil: Instant,
});
export type HistoryEntry = Static<typeof HistoryEntry>;

export const BackupHistory = Type.Object({
  profile: BackupProfile,
  freshness: Freshness,
  displayName: Type.String(),
  userPrincipalName: Type.String(),
  retention: Type.Object({ keepLast: Type.Integer(), keepDays: Type.Integer() }),
  /** The newest first. */
  entries: Type.Array(HistoryEntry),
  next: Next,
});
export type BackupHistory = Static<typeof BackupHistory>;

const Words = Type.Union([Type.String(), Type.Null()]);

export const SnapshotComparison = Type.Object({
  /** `null`: there was nothing to compare with, so everything counts as new. */
  older: Type.Union([SnapshotFacts, Type.Null()]),
  newer: SnapshotFacts,
  /** In the words of Windows' Settings app; null: at Windows' default. */
  settings: Type.Array(
    Type.Object({
      settingId: Type.String(),
      category: Type.String(),
      name: Type.String(),
      before: Words,
      after: Words,
    }),
  ),
  /** Versions; null: not there. */
  apps: Type.Array(Type.Object({ packageFamilyName: Type.String(), name: Type.String(), before: Words, after: Words })),
  pins: Type.Object({ added: Type.Array(Type.String()), removed: Type.Array(Type.String()) }),
  /** What could not be read when the newer one was taken. */
  unreadable: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), category: Type.String(), why: Type.String() }),
  ),
});
export type SnapshotComparison = Static<typeof SnapshotComparison>;

const CONTENT_PROBLEMS = ['approval-required', 'erased', 'damaged-snapshot', 'key-lost', 'key-unavailable'] as const;

export const BACKUPS_OPERATIONS = {
  listBackups: {
    method: 'GET',
    path: '/v1/backups',
    access: 'backupMetadata.read',
    overSome: true,
    summary: "Everybody's backup profiles, the one confirmed last first, a page at a time.",
    query: BackupsQuery,
    answer: BackupsPage,
    problems: ['bad-request'],
  },
  getBackupHistory: {
    method: 'GET',
    path: '/v1/users/:userId/backup-profiles/:profileId/history',
    access: 'backupMetadata.read',
    summary: "The snapshots of one of a person's backup profiles, how much each holds, and what keeps it.",
    params: Type.Object({ userId: Uuid, profileId: Uuid }, closed),
    query: Type.Object(PAGE, closed),
    answer: BackupHistory,
    problems: ['bad-request', 'not-found'],
  },
  compareSnapshotsOf: {
    method: 'GET',
    path: '/v1/users/:userId/snapshots/:snapshotId/changes',
    access: 'backupContent.read',
    summary: "What changed in one of a person's snapshots since another, in words. The person sees who asked, and why.",
    params: Type.Object({ userId: Uuid, snapshotId: Uuid }, closed),
    query: Type.Object({ since: Type.Optional(Uuid), reason: Reason }, closed),
    answer: SnapshotComparison,
    problems: ['bad-request', 'not-found', 'newer-snapshot', ...CONTENT_PROBLEMS],
  },
  exportDataOf: {
    method: 'GET',
    path: '/v1/users/:userId/export',
    access: 'backupContent.read',
    summary:
      "Everything that is stored of a person's backups, in an open format, a page at a time. The person sees it.",
    params: Type.Object({ userId: Uuid }, closed),
    query: Type.Object({ after: Type.Optional(Uuid), reason: Reason }, closed),
    answer: ExportPage,
    problems: ['bad-request', 'not-found', ...CONTENT_PROBLEMS],
  },
} as const satisfies Record<string, Operation>;
