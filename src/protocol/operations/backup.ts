// Backups: what a device does with its user's own profiles and snapshots.

import { type Static, Type } from 'typebox';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { CATEGORIES_MAX, FILES_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, type Operation, Sha256, Uuid } from '../operation.ts';
import { ManifestSchema } from '../snapshot-format.ts';

export const BackupProfile = Type.Object({
  profileId: Uuid,
  deviceId: Uuid,
  deviceName: Type.String(),
  headSnapshotId: Type.Union([Uuid, Type.Null()]),
  /** When the service last heard that the head is what the device has. */
  lastConfirmedAt: Type.Union([Instant, Type.Null()]),
  snapshotCount: Type.Integer(),
});
export type BackupProfile = Static<typeof BackupProfile>;

export const SnapshotSummary = Type.Object({
  snapshotId: Uuid,
  profileId: Uuid,
  deviceName: Type.String(),
  parentSnapshotId: Type.Union([Uuid, Type.Null()]),
  isHead: Type.Boolean(),
  contentSha256: Sha256,
  settingCount: Type.Integer(),
  sizeBytes: Type.Integer(),
  capturedAt: Instant,
  receivedAt: Instant,
});
export type SnapshotSummary = Static<typeof SnapshotSummary>;

/** "This is what the device has; what do you lack?" */
export const Proposal = Type.Object({ manifest: ManifestSchema }, { additionalProperties: false });
export type Proposal = { readonly manifest: Manifest };

export const ProposalAnswer = Type.Union([
  Type.Object({ outcome: Type.Literal('unchanged'), snapshot: SnapshotSummary }),
  Type.Object({
    outcome: Type.Literal('wanted'),
    headSnapshotId: Type.Union([Uuid, Type.Null()]),
    missing: Type.Array(Sha256, { description: 'Hashes of the documents and files to send along.' }),
  }),
]);
export type ProposalAnswer = Static<typeof ProposalAnswer>;

export const NewSnapshot = Type.Object(
  {
    manifest: ManifestSchema,
    /** The head that the new snapshot replaces; null for the first. */
    expectedHead: Type.Union([Uuid, Type.Null()]),
    /** Canonical JSON texts of the documents the service lacks. */
    documents: Type.Array(Type.String(), { maxItems: CATEGORIES_MAX + 1 }),
    /** In base64, the files the service lacks. */
    files: Type.Optional(Type.Array(Type.String(), { maxItems: FILES_MAX })),
    /** The word of whoever backs up that fewer settings than before are right; the audit event says that it was given. */
    acceptLoss: Type.Optional(Type.Boolean()),
    /** Who wants the backup: the device's policy, which the service asks again, or somebody who names a profile on a disk. */
    decidedBy: Type.Optional(Type.Enum(['policy', 'administrator'], { default: 'administrator' })),
  },
  { additionalProperties: false },
);
export type NewSnapshot = Proposal & {
  readonly expectedHead: string | null;
  readonly documents: readonly string[];
  readonly files?: readonly string[];
  readonly acceptLoss?: boolean;
  readonly decidedBy?: 'policy' | 'administrator';
};

export const StoredSnapshot = Type.Object({ snapshot: SnapshotSummary, created: Type.Boolean() });
export type StoredSnapshot = Static<typeof StoredSnapshot>;

export const SnapshotContent = Type.Object({
  snapshot: SnapshotSummary,
  manifest: ManifestSchema,
  /** Canonical JSON texts, in the manifest's order; the app list is the last. */
  documents: Type.Array(Type.String()),
  /** In base64 and the manifest's order, if they were asked for. */
  files: Type.Optional(Type.Array(Type.String())),
});
export type SnapshotContent = Proposal & {
  readonly snapshot: SnapshotSummary;
  readonly documents: readonly string[];
  readonly files?: readonly string[];
};

export const SnapshotPage = Type.Object({
  snapshots: Type.Array(SnapshotSummary),
  /** Give it back as `after` for the next page; null on the last. */
  next: Type.Union([Uuid, Type.Null()]),
});
export type SnapshotPage = Static<typeof SnapshotPage>;

export const ProfileList = Type.Object({ profiles: Type.Array(BackupProfile) });
export type ProfileList = Static<typeof ProfileList>;

export const SnapshotQuery = Type.Object(
  {
    profileId: Type.Optional(Uuid),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
    after: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type SnapshotQuery = Static<typeof SnapshotQuery>;

export const SnapshotParams = Type.Object({ snapshotId: Uuid }, { additionalProperties: false });
export type SnapshotParams = Static<typeof SnapshotParams>;

export const ContentQuery = Type.Object(
  { files: Type.Optional(Type.Boolean({ default: false, description: 'Also give the files, such as pictures.' })) },
  { additionalProperties: false },
);
export type ContentQuery = Static<typeof ContentQuery>;

export const BACKUP_OPERATIONS = {
  listProfiles: {
    method: 'GET',
    path: '/v1/backup-profiles',
    access: 'device',
    summary: "The user's backup profiles, the one confirmed last first.",
    answer: ProfileList,
    problems: [],
  },
  listSnapshots: {
    method: 'GET',
    path: '/v1/snapshots',
    access: 'device',
    summary: "The user's snapshots from all devices, newest first, a page at a time.",
    query: SnapshotQuery,
    answer: SnapshotPage,
    problems: ['bad-request'],
  },
  getSnapshot: {
    method: 'GET',
    path: '/v1/snapshots/:snapshotId',
    access: 'device',
    summary: "One of the user's snapshots with its documents.",
    params: SnapshotParams,
    query: ContentQuery,
    answer: SnapshotContent,
    problems: ['bad-request', 'not-found', 'newer-snapshot', 'damaged-snapshot'],
  },
  proposeSnapshot: {
    method: 'POST',
    path: '/v1/snapshots/proposals',
    access: 'device',
    summary: 'Says whether a capture is already stored and, if not, which documents to send. Stores nothing new.',
    body: Proposal,
    answer: ProposalAnswer,
    problems: [...BODY_PROBLEMS, 'bad-snapshot', 'newer-snapshot'],
  },
  createSnapshot: {
    method: 'POST',
    path: '/v1/snapshots',
    access: 'device',
    summary: "Stores a snapshot as the head of the device's backup profile. Repeating it is harmless.",
    body: NewSnapshot,
    answer: StoredSnapshot,
    problems: [
      ...BODY_PROBLEMS,
      'stale-head',
      'bad-snapshot',
      'newer-snapshot',
      'missing-documents',
      'capture-empty',
      'capture-half-read',
      'not-eligible',
      'damaged-snapshot',
    ],
  },
} as const satisfies Record<string, Operation>;
