// Keys, erasure and legal holds: what administrators do about what protects and what keeps people's backups.

import { type Static, Type } from 'typebox';
import { BODY_PROBLEMS, Instant, type Operation, Reason, Uuid } from '../operation.ts';

const closed = { additionalProperties: false };

export const TenantKeyStatus = Type.Object({
  keyId: Uuid,
  /** Of the key outside the database that wraps it. */
  providerKeyId: Type.String(),
  createdAt: Instant,
  /** It wraps from now on. */
  isCurrent: Type.Boolean(),
  /** How many people have keys that it wraps. */
  userCount: Type.Integer(),
  state: Type.Union([Type.Literal('opens'), Type.Literal('lost'), Type.Literal('unavailable')]),
});
export type TenantKeyStatus = Static<typeof TenantKeyStatus>;

export const KeyStatus = Type.Object({
  tenantId: Uuid,
  /** The provider's key that wraps from now on. */
  currentProviderKeyId: Type.String(),
  keys: Type.Array(TenantKeyStatus),
});
export type KeyStatus = Static<typeof KeyStatus>;

export const KeyRotation = Type.Object({
  tenantId: Uuid,
  keyId: Uuid,
  providerKeyId: Type.String(),
  /** The earlier tenant keys, which are destroyed. */
  destroyedKeyIds: Type.Array(Uuid),
  rewrappedUserKeys: Type.Integer(),
});
export type KeyRotation = Static<typeof KeyRotation>;

export const LegalHold = Type.Object({
  holdId: Uuid,
  userId: Uuid,
  userPrincipalName: Type.String(),
  reason: Type.String(),
  placedBy: Type.String(),
  placedAt: Instant,
  releasedBy: Type.Union([Type.String(), Type.Null()]),
  releasedAt: Type.Union([Instant, Type.Null()]),
});
export type LegalHold = Static<typeof LegalHold>;

export const LegalHoldList = Type.Object({ holds: Type.Array(LegalHold) });
export type LegalHoldList = Static<typeof LegalHoldList>;

export const NewLegalHold = Type.Object({ reason: Reason }, closed);
export type NewLegalHold = Static<typeof NewLegalHold>;

/** What was destroyed, signed with the tenant's key for receipts. Format: docs/formats/receipt.md. */
export const ErasureReceipt = Type.Object(
  {
    format: Type.Literal('keepsake.erasure'),
    version: Type.Literal(1),
    erasureId: Uuid,
    tenantId: Uuid,
    userId: Uuid,
    userPrincipalName: Type.String(),
    erasedAt: Instant,
    /** The audit event that tells of it. */
    auditEventId: Uuid,
    destroyed: Type.Object(
      {
        userKeyIds: Type.Array(Uuid),
        backupProfiles: Type.Integer(),
        snapshots: Type.Integer(),
        blobs: Type.Integer(),
      },
      closed,
    ),
    /** The keys under which copies of the database from before still hold the person's keys, wrapped. */
    wrappedBy: Type.Array(Type.Object({ tenantKeyId: Uuid, providerKeyId: Type.String() }, closed)),
    /** Base64 of the 32 bytes of an Ed25519 key. */
    publicKey: Type.String(),
    /** Base64 of Ed25519 over the canonical JSON of everything else. */
    signature: Type.String(),
  },
  closed,
);
export type ErasureReceipt = Static<typeof ErasureReceipt>;

export const Erasure = Type.Object({
  receipt: ErasureReceipt,
  /** When an operator let the person be backed up again. */
  liftedAt: Type.Union([Instant, Type.Null()]),
});
export type Erasure = Static<typeof Erasure>;
export const ErasureList = Type.Object({ erasures: Type.Array(Erasure) });
export type ErasureList = Static<typeof ErasureList>;

const PersonParams = Type.Object({ userId: Uuid }, closed);

export const HoldParams = Type.Object({ userId: Uuid, holdId: Uuid }, closed);
export type HoldParams = Static<typeof HoldParams>;

export const KEY_OPERATIONS = {
  getKeyStatus: {
    method: 'GET',
    path: '/v1/keys',
    access: 'key.manage',
    summary: "The tenant's keys, what wraps them, and whether each opens.",
    answer: KeyStatus,
    problems: ['key-unavailable'],
  },
  rotateKeys: {
    method: 'POST',
    path: '/v1/keys/rotations',
    access: 'key.manage',
    summary:
      'Gives the tenant a new key, wraps all keys under it anew, and destroys the earlier one. No data is rewritten.',
    answer: KeyRotation,
    problems: ['key-unavailable', 'key-lost'],
  },
  eraseUser: {
    method: 'POST',
    path: '/v1/users/:userId/erasures',
    access: 'user.erase',
    summary:
      "Destroys a person's keys and with them every backup of theirs, at once and for ever. Answers the receipt.",
    params: PersonParams,
    answer: ErasureReceipt,
    problems: ['bad-request', 'not-found', 'on-hold', 'key-unavailable', 'key-lost'],
  },
  listErasuresOf: {
    method: 'GET',
    path: '/v1/users/:userId/erasures',
    access: 'user.erase',
    summary: "The erasures of one person's backups with their receipts, newest first.",
    params: PersonParams,
    answer: ErasureList,
    problems: ['bad-request'],
  },
  listLegalHolds: {
    method: 'GET',
    path: '/v1/legal-holds',
    access: 'legalHold.manage',
    summary: 'The legal holds, newest first, those that were released included.',
    answer: LegalHoldList,
    problems: [],
  },
  listLegalHoldsOf: {
    method: 'GET',
    path: '/v1/users/:userId/legal-holds',
    access: 'legalHold.manage',
    summary: 'The legal holds on one person.',
    params: PersonParams,
    answer: LegalHoldList,
    problems: ['bad-request'],
  },
  placeLegalHold: {
    method: 'POST',
    path: '/v1/users/:userId/legal-holds',
    access: 'legalHold.manage',
    summary: 'Keeps everything that is stored of a person: nothing expires and nothing is erased until it is released.',
    params: PersonParams,
    body: NewLegalHold,
    answer: LegalHold,
    problems: [...BODY_PROBLEMS, 'not-found'],
  },
  releaseLegalHold: {
    method: 'POST',
    path: '/v1/users/:userId/legal-holds/:holdId/release',
    access: 'legalHold.manage',
    summary: 'Ends a legal hold. Releasing it again changes nothing.',
    params: HoldParams,
    answer: LegalHold,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
