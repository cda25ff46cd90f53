// Other people's backups, for those who hold a permission over the person; and, for the person, who made use of that.
// What is read or deleted takes a reason, which the person sees.

import { type Static, Type } from 'typebox';
import { Instant, Nothing, type Operation, Reason, Uuid } from '../operation.ts';
import { ProfileList, SnapshotContent, SnapshotQuery, SnapshotSummary } from './backup.ts';

const PersonParams = Type.Object({ userId: Uuid }, { additionalProperties: false });
const PersonSnapshotParams = Type.Object({ userId: Uuid, snapshotId: Uuid }, { additionalProperties: false });
const PersonProfileParams = Type.Object({ userId: Uuid, profileId: Uuid }, { additionalProperties: false });

const ReadQuery = Type.Object(
  { reason: Reason, files: Type.Optional(Type.Boolean({ default: false, description: 'Also give the files.' })) },
  { additionalProperties: false },
);
const DeleteQuery = Type.Object({ reason: Reason }, { additionalProperties: false });

/** What is known of a snapshot without a look into it. Its hash is left out: it would tell who has the same settings. */
export const SnapshotFacts = Type.Omit(SnapshotSummary, ['contentSha256']);
export const SnapshotFactsPage = Type.Object({
  snapshots: Type.Array(SnapshotFacts),
  /** Give it back as `after` for the next page; null on the last. */
  next: Type.Union([Uuid, Type.Null()]),
});
export type SnapshotFactsPage = Static<typeof SnapshotFactsPage>;

export const BackupAccess = Type.Object({
  accessId: Uuid,
  act: Type.Union([Type.Literal('read'), Type.Literal('deleted')]),
  actorKind: Type.Union([Type.Literal('user'), Type.Literal('application')]),
  /** Of a person, how they sign in; of an application, its client id. */
  actorName: Type.String(),
  profileId: Uuid,
  deviceName: Type.String(),
  /** `null`: all of the profile. */
  snapshotId: Type.Union([Uuid, Type.Null()]),
  reason: Type.String(),
  occurredAt: Instant,
});
export type BackupAccess = Static<typeof BackupAccess>;
export const BackupAccessList = Type.Object({ accesses: Type.Array(BackupAccess) });

export const OTHERS_BACKUPS_OPERATIONS = {
  listProfilesOf: {
    method: 'GET',
    path: '/v1/users/:userId/backup-profiles',
    access: 'backupMetadata.read',
    summary: "A person's backup profiles, the one confirmed last first.",
    params: PersonParams,
    answer: ProfileList,
    problems: ['bad-request'],
  },
  listSnapshotsOf: {
    method: 'GET',
    path: '/v1/users/:userId/snapshots',
    access: 'backupMetadata.read',
    summary: "A person's snapshots from all devices, newest first, a page at a time.",
    params: PersonParams,
    query: SnapshotQuery,
    answer: SnapshotFactsPage,
    problems: ['bad-request'],
  },
  getSnapshotOf: {
    method: 'GET',
    path: '/v1/users/:userId/snapshots/:snapshotId',
    access: 'backupContent.read',
    summary: "One of a person's snapshots with its documents. The person sees who read it, and why.",
    params: PersonSnapshotParams,
    query: ReadQuery,
    answer: SnapshotContent,
    problems: ['bad-request', 'not-found', 'approval-required', 'erased', 'newer-snapshot', 'damaged-snapshot'],
  },
  deleteSnapshotOf: {
    method: 'DELETE',
    path: '/v1/users/:userId/snapshots/:snapshotId',
    access: 'backup.delete',
    summary: "Deletes one of a person's snapshots. If it is the latest, the one before becomes it.",
    params: PersonSnapshotParams,
    query: DeleteQuery,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'on-hold'],
  },
  deleteProfileOf: {
    method: 'DELETE',
    path: '/v1/users/:userId/backup-profiles/:profileId',
    access: 'backup.delete',
    summary: "Deletes one of a person's backup profiles with all its snapshots.",
    params: PersonProfileParams,
    query: DeleteQuery,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'on-hold'],
  },
  listMyAccesses: {
    method: 'GET',
    path: '/v1/me/accesses',
    access: 'user',
    summary: "Who read or deleted the caller's backups, when and why: the latest first.",
    answer: BackupAccessList,
    problems: [],
  },
} as const satisfies Record<string, Operation>;
