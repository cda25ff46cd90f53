// Restores that an administrator asks for on somebody's behalf. Nothing is pushed: the device asks, offers what was asked for to
// the person in front of it, and the person decides.

import { type Static, Type } from 'typebox';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, type Operation, Reason, Uuid } from '../operation.ts';
import { SessionStateName } from './restore.ts';

const Closed = { additionalProperties: false } as const;
const OptionalUuid = Type.Union([Uuid, Type.Null()]);

export const RestoreRequest = Type.Object({
  requestId: Uuid,
  userId: Uuid,
  userPrincipalName: Type.String(),
  deviceId: Uuid,
  deviceName: Type.String(),
  /** What is shown first; the person may take another. */
  profileId: OptionalUuid,
  snapshotId: OptionalUuid,
  reason: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Instant,
  expiresAt: Instant,
  state: Type.Enum(['waiting', 'offered', 'ended', 'withdrawn', 'expired']),
  /** The restore that was offered for it, and how that stands. */
  sessionId: OptionalUuid,
  sessionState: Type.Union([SessionStateName, Type.Null()]),
});
export type RestoreRequest = Static<typeof RestoreRequest>;

export const NewRestoreRequest = Type.Object(
  {
    profileId: Type.Optional(Uuid),
    /** Of the profile's; its latest where it is left out. */
    snapshotId: Type.Optional(Uuid),
    /** The person reads it. */
    reason: Reason,
  },
  Closed,
);

export const RestoreRequestPage = Type.Object({
  requests: Type.Array(RestoreRequest),
  /** Give it back as `after` for the next page; null on the last. */
  next: OptionalUuid,
});
export type RestoreRequestPage = Static<typeof RestoreRequestPage>;

export const RestoreRequestQuery = Type.Object(
  {
    userId: Type.Optional(Uuid),
    deviceId: Type.Optional(Uuid),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
    after: Type.Optional(Uuid),
  },
  Closed,
);

/** What a device needs to know of one. */
export const WaitingRequest = Type.Object({
  request: Type.Union([
    Type.Object({ requestId: Uuid, reason: Type.String(), requestedBy: Type.String(), expiresAt: Instant }),
    Type.Null(),
  ]),
});
export type WaitingRequest = Static<typeof WaitingRequest>;

export const RESTORE_REQUEST_OPERATIONS = {
  requestRestore: {
    method: 'POST',
    path: '/v1/users/:userId/devices/:deviceId/restore-requests',
    access: 'restore.request',
    summary: 'Asks that somebody is offered a restore on a device, with a reason that they read. They decide.',
    params: Type.Object({ userId: Uuid, deviceId: Uuid }, Closed),
    body: NewRestoreRequest,
    answer: RestoreRequest,
    status: 201,
    problems: [...BODY_PROBLEMS, 'not-found', 'already-exists'],
  },
  withdrawRestoreRequest: {
    method: 'DELETE',
    path: '/v1/users/:userId/restore-requests/:requestId',
    access: 'restore.request',
    summary: 'Takes a request back that nobody was shown yet.',
    params: Type.Object({ userId: Uuid, requestId: Uuid }, Closed),
    answer: RestoreRequest,
    problems: ['bad-request', 'not-found', 'already-decided'],
  },
  listRestoreRequests: {
    method: 'GET',
    path: '/v1/restore/requests',
    access: 'restore.read',
    summary: 'Restores that were asked for, newest first, and what became of them.',
    query: RestoreRequestQuery,
    answer: RestoreRequestPage,
    problems: ['bad-request'],
  },
  getWaitingRestoreRequest: {
    method: 'GET',
    path: '/v1/restore/waiting-request',
    access: 'device',
    summary: 'Whether somebody asked for a restore for this person on this device; null where nobody did.',
    answer: WaitingRequest,
    problems: [],
  },
} as const satisfies Record<string, Operation>;
