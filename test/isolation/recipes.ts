// What operations are asked, as a tenant about its own, so that they succeed; for those that take more than what their
// parameters' names say. A recipe may make what it names.

import { randomBytes } from 'node:crypto';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { GRAPH_RECIPES } from './graph-recipes.ts';
import { POLICY_RECIPES } from './policy-recipes.ts';
import { ROLLOUT_RECIPES } from './rollout-recipes.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import { captureOf, type Tenant } from './tenant.ts';

export type Asked = {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
};

/** By operation: each way that is worth asking. What is left out fills itself (calls.ts). */
export const RECIPES: Readonly<Record<string, (tenant: Tenant) => Promise<readonly Asked[]>>> = {
  proposeSnapshot: async (tenant) => [{ body: asJson({ manifest: captureOf(tenant).manifest }) }],
  createSnapshot: async (tenant) => {
    const snapshot = captureOf(tenant);
    const { body } = await tenant.device.propose(snapshot);
    if (body.outcome !== 'wanted') throw new Error('a fresh capture was not wanted');
    const { manifest } = snapshot;
    return [{ body: asJson({ manifest, expectedHead: body.headSnapshotId, documents: documentTexts(snapshot) }) }];
  },
  joinDevice: async (tenant) => [
    { body: { displayName: tenant.fresh(), joinType: 'azureADJoined', keyProtection: 'software' } },
  ],

  removeDevice: async (tenant) => [{ params: { deviceId: (await tenant.newDevice()).enrolled.deviceId } }],

  checkIn: async (tenant) => [{ body: reportOf(tenant) }],
  requestRestoreOffer: async (tenant) => [{ body: await offerRequest(tenant) }],
  forecastReadiness: async () => [{ body: { change: { kind: 'restorePage', state: 'enabled' } } }],
  // There is something to hear of.
  followRestores: async (tenant) => {
    await made(tenant, '/v1/restore/offers', await offerRequest(tenant));
    return [{}];
  },
  requestRestore: async (tenant) => [{ params: await newPlace(tenant), body: { reason: `${tenant.fresh()} because` } }],
  withdrawRestoreRequest: async (tenant) => {
    const { userId, deviceId } = await newPlace(tenant);
    const path = `/v1/users/${userId}/devices/${deviceId}/restore-requests`;
    const { requestId } = await made(tenant, path, { reason: `${tenant.fresh()} because` });
    return [{ params: { userId, requestId: text(requestId) } }];
  },
  getWaitingRestoreRequest: async (tenant) => {
    const { userId, deviceId } = tenant.device.enrolled;
    const path = `/v1/users/${userId}/devices/${deviceId}/restore-requests`;
    // Refused while one waits already, which is as good, or while a restore is offered, which is not.
    const { params, body } = await cancelledRestore(tenant);
    await made(tenant, `/v1/restore/sessions/${params['sessionId']}/transitions`, body);
    await made(tenant, path, { reason: `${tenant.fresh()} because` }).catch(() => null);
    return [{}];
  },
  moveRestoreSession: async (tenant) => [await cancelledRestore(tenant)],

  getManagedDevice: async (tenant) => [{ params: { id: await tenant.newRecord('managedDevice') } }],
  deleteManagedDevice: async (tenant) => [{ params: { id: await tenant.newRecord('managedDevice') } }],
  getDirectoryDevice: async (tenant) => [{ params: { id: await tenant.newRecord('device') } }],
  getAutopilotDevice: async (tenant) => [{ params: { id: await tenant.newRecord('autopilotDeviceIdentity') } }],

  acceptFlight: async (tenant) => [await someFlight(tenant)],
  withdrawFlight: async (tenant) => [{ params: (await someFlight(tenant)).params }],

  defineRole: async (tenant) => [
    { body: { displayName: tenant.fresh(), description: tenant.fresh(), permissions: ['audit.read'] } },
  ],
  removeRole: async (tenant) => [{ params: { roleId: await ownRole(tenant) } }],
  assignRole: async (tenant) => {
    const roleId = await ownRole(tenant);
    const groupId = tenant.fresh();
    return [
      { body: { roleId, principal: { kind: 'user', id: tenant.device.enrolled.userId } } },
      { body: { roleId: BACKUP_ROLE, principal: { kind: 'group', id: groupId }, scope: { kind: 'group', groupId } } },
    ];
  },
  setAccessPolicy: async () => [{ body: { trustTokenRoles: true } }],
  setRetention: async () => [{ body: { keepLast: 3, keepDays: 30 } }],
  requestApproval: async (tenant) => [{ body: { reason: tenant.fresh() } }],
  approveRequest: async (tenant) => [await pendingApproval(tenant)],
  refuseRequest: async (tenant) => [await pendingApproval(tenant)],

  getAuditTile: async (tenant) => [await firstTile(tenant)],

  placeLegalHold: async (tenant) => [
    { params: { userId: await personWithBackup(tenant) }, body: { reason: tenant.fresh() } },
  ],
  releaseLegalHold: async (tenant) => [await legalHold(tenant)],
  listLegalHoldsOf: async (tenant) => [await legalHold(tenant)],
  eraseUser: async (tenant) => [{ params: { userId: await personWithBackup(tenant) } }],
  listErasuresOf: async (tenant) => {
    const userId = await personWithBackup(tenant);
    await tenant.ask({ method: 'POST', path: `/v1/users/${userId}/erasures` });
    return [{ params: { userId } }];
  },

  // Of somebody who has nothing: the others go on.
  eraseOwnData: async (tenant) => {
    const send = tenant.actors.get('a person with a key');
    const body = { displayName: tenant.fresh(), joinType: 'azureADJoined', keyProtection: 'software' };
    await send?.({ method: 'POST', path: '/v1/devices', body });
    await tenant.ask({ method: 'PATCH', path: '/v1/access-policy', body: { ownErasure: true } });
    return [{ body: { userPrincipalName: `${tenant.canary}-owner@example.org` } }];
  },

  importConditionalAccess: async (tenant) => {
    const documents = [{ name: 'export.json', text: JSON.stringify(policy(tenant)) }];
    return [{ body: { documents } }, { body: { documents, apply: true } }];
  },
  createConditionalAccessPolicy: async (tenant) => [{ body: { ...policy(tenant), ...(await locations(tenant)) } }],
  updateConditionalAccessPolicy: async (tenant) => [{ body: { displayName: tenant.fresh() } }],
  createNamedLocation: async (tenant) => [{ body: location(tenant) }],
  updateNamedLocation: async (tenant) => [
    { body: { '@odata.type': '#microsoft.graph.ipNamedLocation', displayName: tenant.fresh() } },
  ],
  createAuthenticationStrength: async (tenant) => [
    { body: { displayName: tenant.fresh(), allowedCombinations: ['fido2'] } },
  ],
  getAuthenticationStrength: async (tenant) => [await strength(tenant)],
  updateAuthenticationStrength: async (tenant) => [
    { ...(await strength(tenant)), body: { displayName: tenant.fresh() } },
  ],
  deleteAuthenticationStrength: async (tenant) => [await strength(tenant)],
  deleteNamedLocation: async (tenant) => [
    { params: { id: text((await made(tenant, LOCATIONS, location(tenant)))['id']) } },
  ],
  evaluateConditionalAccess: async ({ device: { enrolled } }) => [
    {
      body: {
        signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: enrolled.userId },
        signInContext: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: ['All'] },
      },
    },
  ],
  ...POLICY_RECIPES,
  ...ROLLOUT_RECIPES,
  ...GRAPH_RECIPES,
};

/** The first tile of the audit log's entries, which may not be full yet. */
async function firstTile(tenant: Tenant): Promise<Asked> {
  const { events } = (await tenant.ask({ method: 'GET', path: '/v1/audit/events?limit=256' })) as { events: Json[] };
  return { params: { '*': events.length < 256 ? `entries/000.p/${events.length}` : 'entries/000' } };
}

async function made(tenant: Tenant, path: string, body: Json): Promise<Readonly<Record<string, Json>>> {
  return (await tenant.ask({ method: 'POST', path, body })) as Record<string, Json>;
}

/** What a device says of itself: enough to be offered a restore on demand. */
function reportOf(tenant: Tenant) {
  return {
    facts: {
      deviceName: tenant.fresh(),
      windowsBuild: 26100,
      updateRevision: 9000,
      edition: 'Enterprise',
      sku: 4,
      joinState: 'entraJoined',
      cloudPc: 'none',
      virtualDesktop: 'none',
      usage: 'singleUser',
    },
    enrollment: { path: 'oobeJoin', mode: 'userDriven' },
    account: 'organizational',
    localPolicies: [{ policy: 'EnableWindowsRestore', by: 'gpo', state: 'enabled' }],
  };
}

async function offerRequest(tenant: Tenant) {
  await tenant.device.backUp(captureOf(tenant));
  return { ...reportOf(tenant), phase: 'inUse' };
}

async function cancelledRestore(tenant: Tenant) {
  const { session } = (await made(tenant, '/v1/restore/offers', await offerRequest(tenant))) as unknown as Offered;
  const transition = { kind: 'cancel' };
  return {
    params: { sessionId: session.sessionId },
    body: {
      transitionId: uuidV7(Date.parse(session.offeredAt), randomBytes(10)),
      version: session.version,
      transition,
    },
  };
}

type Offered = {
  readonly session: { readonly sessionId: string; readonly version: number; readonly offeredAt: string };
};

async function personWithBackup(tenant: Tenant): Promise<string> {
  const device = await tenant.newDevice();
  await device.backUp(captureOf(tenant));
  return device.enrolled.userId;
}

async function legalHold(tenant: Tenant): Promise<Asked> {
  const userId = await personWithBackup(tenant);
  const { holdId } = await made(tenant, `/v1/users/${userId}/legal-holds`, { reason: tenant.fresh() });
  return { params: { userId, holdId: text(holdId) } };
}

/** Of a person of whom nobody asked for anything. */
async function newPlace(tenant: Tenant) {
  const { userId, deviceId } = (await tenant.newDevice()).enrolled;
  return { userId, deviceId };
}

async function someFlight(tenant: Tenant) {
  const { flights } = (await tenant.ask({ method: 'GET', path: '/v1/flights' })) as unknown as {
    flights: { flightId: string; terms: { version: string } }[];
  };
  const [flight] = flights;
  if (flight === undefined) throw new Error('no preview feature is listed');
  return { params: { flightId: flight.flightId }, body: { termsVersion: flight.terms.version } };
}

async function ownRole(tenant: Tenant): Promise<string> {
  const body = { displayName: tenant.fresh(), permissions: ['role.read'] };
  return text((await made(tenant, '/v1/roles', body))['roleId']);
}

/** Not the first that is listed: those are built in. */
async function strength(tenant: Tenant): Promise<Asked> {
  const body = { displayName: tenant.fresh(), allowedCombinations: ['fido2'] };
  return { params: { id: text((await made(tenant, STRENGTHS, body))['id']) } };
}

async function pendingApproval(tenant: Tenant): Promise<Asked> {
  const { userId } = tenant.device.enrolled;
  const { approvalId } = await made(tenant, `/v1/users/${userId}/approvals`, { reason: tenant.fresh() });
  return { params: { userId, approvalId: text(approvalId) } };
}

function policy(tenant: Tenant) {
  return {
    displayName: tenant.fresh(),
    state: 'enabled',
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
}

async function locations(tenant: Tenant) {
  const { id } = await made(tenant, LOCATIONS, location(tenant));
  return {
    conditions: {
      users: { includeUsers: [tenant.device.enrolled.userId] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
      locations: { includeLocations: [text(id)] },
    },
  };
}

function location(tenant: Tenant) {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: tenant.fresh(),
    isTrusted: true,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
  };
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`expected a text, got ${JSON.stringify(value)}`);
  return value;
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

const ROOT = '/v1.0/identity/conditionalAccess';
const LOCATIONS = `${ROOT}/namedLocations`;
const STRENGTHS = `${ROOT}/authenticationStrength/policies`;
/** Microsoft 365 Backup Administrator: the one that can be given over one group. */
const BACKUP_ROLE = '1707125e-0aa2-4d4d-8655-a7c786c76a25';
