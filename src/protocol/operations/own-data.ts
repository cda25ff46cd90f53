// A person's own data: all of it in an open format (docs/formats/export.md), a page of which is a list of records and the file
// of `keepsake export` the same records, one on each line; and the end of it, which leaves a receipt (docs/formats/receipt.md).

import { type Static, Type } from 'typebox';
import { BODY_PROBLEMS, Instant, type Operation, Sha256, Uuid } from '../operation.ts';
import { ManifestSchema } from '../snapshot-format.ts';
import { BackupProfile, SnapshotSummary } from './backup.ts';
import { ErasureReceipt } from './keys.ts';
import { BackupAccess } from './others-backups.ts';
import { RestoreSession, SessionOutcomeBody, StoredDecision } from './restore.ts';

const closed = { additionalProperties: false };

export const ExportRecord = Type.Union([
  Type.Object(
    {
      record: Type.Literal('export'),
      format: Type.Literal('keepsake.export'),
      version: Type.Literal(1),
      exportedAt: Instant,
      tenantId: Uuid,
    },
    closed,
  ),
  Type.Object(
    { record: Type.Literal('person'), userId: Uuid, userPrincipalName: Type.String(), displayName: Type.String() },
    closed,
  ),
  Type.Object(
    { record: Type.Literal('device'), deviceId: Uuid, displayName: Type.String(), createdAt: Instant },
    closed,
  ),
  Type.Object({ record: Type.Literal('backupProfile'), profile: BackupProfile }, closed),
  Type.Object({ record: Type.Literal('access'), access: BackupAccess }, closed),
  Type.Object({ record: Type.Literal('decision'), decision: StoredDecision }, closed),
  Type.Object(
    { record: Type.Literal('restore'), restore: RestoreSession, outcomes: Type.Array(SessionOutcomeBody) },
    closed,
  ),
  Type.Object({ record: Type.Literal('snapshot'), snapshot: SnapshotSummary, manifest: ManifestSchema }, closed),
  Type.Object(
    {
      record: Type.Literal('document'),
      sha256: Sha256,
      document: Type.Unknown({
        description: 'A category document or the list of apps, as docs/formats/snapshot.md has it.',
      }),
    },
    closed,
  ),
  Type.Object({ record: Type.Literal('file'), sha256: Sha256, base64: Type.String() }, closed),
  /** The last of all, and nowhere else. */
  Type.Object({ record: Type.Literal('end'), snapshotCount: Type.Integer() }, closed),
]);
export type ExportRecord = Static<typeof ExportRecord>;

export const ExportPage = Type.Object({
  records: Type.Array(ExportRecord),
  /** Give it back as `after` for the next page; null on the last. */
  next: Type.Union([Uuid, Type.Null()]),
});
export type ExportPage = Static<typeof ExportPage>;

export const ExportQuery = Type.Object({ after: Type.Optional(Uuid) }, closed);
export type ExportQuery = Static<typeof ExportQuery>;

/** Whether the caller may erase their own backups, and what became of them the last time. */
export const OwnErasure = Type.Object({
  userPrincipalName: Type.String(),
  isAllowed: Type.Boolean(),
  latest: Type.Union([
    Type.Object({
      receipt: ErasureReceipt,
      /** The person did it, not an administrator. */
      isOwn: Type.Boolean(),
      /** When backups were allowed again; until then nothing is backed up. */
      liftedAt: Type.Union([Instant, Type.Null()]),
    }),
    Type.Null(),
  ]),
});
export type OwnErasure = Static<typeof OwnErasure>;

/** Names who asks, so that a request that went astray erases nobody. */
export const OwnErasureRequest = Type.Object({ userPrincipalName: Type.String({ maxLength: 1024 }) }, closed);
export type OwnErasureRequest = Static<typeof OwnErasureRequest>;

export const OWN_DATA_OPERATIONS = {
  exportOwnData: {
    method: 'GET',
    path: '/v1/me/export',
    access: 'user',
    summary: "Everything that is stored about the caller's backups, in an open format, a page at a time.",
    query: ExportQuery,
    answer: ExportPage,
    problems: ['bad-request', 'erased', 'damaged-snapshot', 'key-lost', 'key-unavailable'],
  },
  getOwnErasure: {
    method: 'GET',
    path: '/v1/me/erasure',
    access: 'device',
    summary: 'Whether the caller may erase their own backups, and the receipt if they were erased.',
    answer: OwnErasure,
    problems: [],
  },
  eraseOwnData: {
    method: 'POST',
    path: '/v1/me/erasures',
    access: 'device',
    summary:
      "Destroys the caller's keys and with them every backup of theirs, at once and for ever. Answers the receipt.",
    body: OwnErasureRequest,
    answer: ErasureReceipt,
    problems: [...BODY_PROBLEMS, 'not-permitted', 'on-hold', 'key-unavailable', 'key-lost'],
  },
  resumeOwnBackups: {
    method: 'POST',
    path: '/v1/me/erasure/lift',
    access: 'device',
    summary: 'Lets the caller be backed up again whose backups they erased themselves. Repeating it changes nothing.',
    answer: OwnErasure,
    problems: ['not-permitted'],
  },
} as const satisfies Record<string, Operation>;
