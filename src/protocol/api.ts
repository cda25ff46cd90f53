// The service's own API (v1): one entry per operation, with the shapes of its request and its answer. The server registers
// exactly these and the agent's client calls exactly these; the OpenAPI document is generated from them.

import { type Static, type TSchema, Type } from 'typebox';
import type { Manifest } from '../domain/snapshot/snapshot.ts';
import { CATEGORIES_MAX, FILES_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from './limits.ts';
import type { ProblemCode } from './problem.ts';
import { ManifestSchema } from './snapshot-format.ts';

const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** RFC 3339 in UTC, the service's clock. */
const Instant = Type.String({ format: 'date-time' });

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
    /** An administrator's word that fewer settings than before are right. */
    acceptLoss: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type NewSnapshot = Proposal & {
  readonly expectedHead: string | null;
  readonly documents: readonly string[];
  readonly files?: readonly string[];
  readonly acceptLoss?: boolean;
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

export const Health = Type.Object({ status: Type.Literal('ok') });
export type Health = Static<typeof Health>;

export const OpenApiDocument = Type.Object({ openapi: Type.String() }, { additionalProperties: true });

const BODY_PROBLEMS = ['bad-request', 'damaged-request', 'request-timeout', 'too-large', 'wrong-media-type'] as const;

/** What the service offers. Only the open operations answer without a credential. */
export const OPERATIONS = {
  getHealth: {
    method: 'GET',
    path: '/healthz',
    open: true,
    summary: 'Says that the service and its database answer.',
    answer: Health,
    problems: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    open: true,
    summary: 'This document.',
    answer: OpenApiDocument,
    problems: [],
  },
  listProfiles: {
    method: 'GET',
    path: '/v1/backup-profiles',
    summary: "The user's backup profiles, the one confirmed last first.",
    answer: ProfileList,
    problems: [],
  },
  listSnapshots: {
    method: 'GET',
    path: '/v1/snapshots',
    summary: "The user's snapshots from all devices, newest first, a page at a time.",
    query: SnapshotQuery,
    answer: SnapshotPage,
    problems: ['bad-request'],
  },
  getSnapshot: {
    method: 'GET',
    path: '/v1/snapshots/:snapshotId',
    summary: "One of the user's snapshots with its documents.",
    params: SnapshotParams,
    query: ContentQuery,
    answer: SnapshotContent,
    problems: ['bad-request', 'not-found', 'newer-snapshot', 'damaged-snapshot'],
  },
  proposeSnapshot: {
    method: 'POST',
    path: '/v1/snapshots/proposals',
    summary: 'Says whether a capture is already stored and, if not, which documents to send. Stores nothing new.',
    body: Proposal,
    answer: ProposalAnswer,
    problems: [...BODY_PROBLEMS, 'bad-snapshot', 'newer-snapshot'],
  },
  createSnapshot: {
    method: 'POST',
    path: '/v1/snapshots',
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
      'damaged-snapshot',
    ],
  },
} as const satisfies Record<string, Operation>;

export type Operation = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly open?: true;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** The body of an answer with status 200. */
  readonly answer: TSchema;
  /** What it may refuse for, besides the credential and the service's own failures. */
  readonly problems: readonly ProblemCode[];
};
export type OperationName = keyof typeof OPERATIONS;
