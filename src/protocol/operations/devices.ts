// Devices: how one joins with a key of its own, which there are, and taking one out. Joining gives a device nothing but its
// person's own backups; no operation of a device removes any.

import { type Static, Type } from 'typebox';
import { NAME_LENGTH_MAX, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, Nothing, type Operation, Uuid } from '../operation.ts';

/** Microsoft Graph's words. The device says it of itself; nothing is decided by it alone. */
export const JoinType = Type.Union([
  Type.Literal('azureADJoined'),
  Type.Literal('hybridAzureADJoined'),
  Type.Literal('azureADRegistered'),
  Type.Literal('unknown'),
]);
export type JoinType = Static<typeof JoinType>;

/** Where the private key is: in a chip, in the system's key store, or in a file. The device says it of itself. */
export const KeyProtection = Type.Union([Type.Literal('hardware'), Type.Literal('software'), Type.Literal('file')]);
export type KeyProtection = Static<typeof KeyProtection>;

export const DeviceJoin = Type.Object(
  {
    displayName: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }),
    joinType: JoinType,
    keyProtection: KeyProtection,
    /** Entra's id of the device, if it has one. */
    directoryDeviceId: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type DeviceJoin = Static<typeof DeviceJoin>;

export const JoinedDevice = Type.Object({
  deviceId: Uuid,
  displayName: Type.String(),
  joinType: JoinType,
  keyThumbprint: Type.String({ description: 'RFC 7638, of the key that proved itself.' }),
});
export type JoinedDevice = Static<typeof JoinedDevice>;

export const DeviceSummary = Type.Object({
  deviceId: Uuid,
  displayName: Type.String(),
  joinType: JoinType,
  directoryDeviceId: Type.Union([Uuid, Type.Null()]),
  /** Null: enrolled by an administrator, and never heard of yet. */
  joinedAt: Type.Union([Instant, Type.Null()]),
  keys: Type.Array(
    Type.Object({
      keyThumbprint: Type.String(),
      userId: Uuid,
      userPrincipalName: Type.String(),
      protection: KeyProtection,
      joinedAt: Instant,
    }),
  ),
});
export type DeviceSummary = Static<typeof DeviceSummary>;

export const DevicePage = Type.Object({
  devices: Type.Array(DeviceSummary),
  /** Give it back as `after` for the next page; null on the last. */
  next: Type.Union([Uuid, Type.Null()]),
});
export type DevicePage = Static<typeof DevicePage>;

export const DeviceQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
    after: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type DeviceQuery = Static<typeof DeviceQuery>;

export const DeviceParams = Type.Object({ deviceId: Uuid }, { additionalProperties: false });

/** RFC 9728, with what a device needs to sign a person in. A tenant that is not there answers as one that trusts nobody. */
export const ResourceMetadata = Type.Object({
  resource: Type.String(),
  authorization_servers: Type.Array(Type.String()),
  bearer_methods_supported: Type.Array(Type.String()),
  dpop_signing_alg_values_supported: Type.Array(Type.String()),
  keepsake_sign_in: Type.Array(Type.Object({ issuer: Type.String(), client_id: Type.String(), scope: Type.String() }), {
    description: 'The public client that devices use with each issuer, and what it asks for.',
  }),
  keepsake_admin_sign_in: Type.Array(
    Type.Object({ issuer: Type.String(), client_id: Type.String(), scope: Type.String() }),
    { description: 'The public client that the admin center uses with each issuer, and what it asks for.' },
  ),
});
export type ResourceMetadata = Static<typeof ResourceMetadata>;

export const DEVICE_OPERATIONS = {
  joinDevice: {
    method: 'POST',
    path: '/v1/devices',
    access: 'user',
    summary: "Registers the key that the request proves possession of as the person's on this device. Repeatable.",
    body: DeviceJoin,
    answer: JoinedDevice,
    problems: [...BODY_PROBLEMS, 'proof-refused', 'already-exists', 'sign-in-too-old'],
  },
  listOwnDevices: {
    method: 'GET',
    path: '/v1/me/devices',
    access: 'user',
    summary: "The person's devices, newest first.",
    answer: Type.Object({ devices: Type.Array(DeviceSummary) }),
    problems: [],
  },
  listDevices: {
    method: 'GET',
    path: '/v1/devices',
    access: 'device.read',
    summary: "The tenant's devices, newest first, a page at a time.",
    query: DeviceQuery,
    answer: DevicePage,
    problems: ['bad-request'],
  },
  getDevice: {
    method: 'GET',
    path: '/v1/devices/:deviceId',
    access: 'device.read',
    summary: 'One of the devices.',
    params: DeviceParams,
    answer: DeviceSummary,
    problems: ['bad-request', 'not-found'],
  },
  removeDevice: {
    method: 'DELETE',
    path: '/v1/devices/:deviceId',
    access: 'device.manage',
    summary: 'Takes a device out: its keys and credentials open nothing from then on. Its backups stay.',
    params: DeviceParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found'],
  },
  getResourceMetadata: {
    method: 'GET',
    path: '/.well-known/oauth-protected-resource/:tenantId',
    access: 'open',
    summary: 'Where people of a tenant get tokens for the service (RFC 9728).',
    params: Type.Object({ tenantId: Uuid }, { additionalProperties: false }),
    answer: ResourceMetadata,
    problems: ['bad-request'],
  },
} as const satisfies Record<string, Operation>;
