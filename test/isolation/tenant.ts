// An organization in the running service: its people, devices and applications, who tell their own in every text.

import { randomUUID } from 'node:crypto';
import { ALL_PERMISSIONS } from '../../src/domain/access/permissions.ts';
import type { DeviceRecordKind } from '../../src/domain/enrollment/record.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { addUser } from '../../src/server/directory/add-user.ts';
import { addGroup, changeMember } from '../../src/server/directory/groups.ts';
import { trustIssuer } from '../../src/server/identity/manage-issuers.ts';
import { expectOk } from '../database.ts';
import { importRecords } from '../devices/records.ts';
import { capture, type TestDevice, type TestService } from '../server/service-fixture.ts';
import { prover, type TokenIssuer } from './token-issuer.ts';
import { type Call, type Reply, type Send, sendTo } from './wire.ts';

export type Tenant = {
  readonly tenantId: string;
  /** In every text of this tenant. */
  readonly canary: string;
  readonly device: TestDevice;
  /** Another person with a device. */
  readonly newDevice: () => Promise<TestDevice>;
  /** An imported record of a device, made; its id. */
  readonly newRecord: (kind: DeviceRecordKind) => Promise<string>;
  /** A group of the directory with a person in it, made. */
  readonly newGroup: () => Promise<{ readonly groupId: string; readonly userId: string }>;
  /** Everybody who can act in the tenant, by what they are. */
  readonly actors: ReadonlyMap<string, Send>;
  /** What a call that some actor may make answers. Throws if nobody succeeds. */
  readonly ask: (call: Call) => Promise<Json>;
  /** A text with the canary that was never used before. */
  readonly fresh: () => string;
};

export async function addTenant(service: TestService, issuer: TokenIssuer, canary: string): Promise<Tenant> {
  const tenantId = await service.newTenant(`${canary} organization`);
  expectOk(await trustIssuer(service.context, { tenantId, ...issuer.trustedBy(service.context, tenantId) }));
  let made = 0;
  const fresh = () => `${canary}-${(made += 1)}`;
  const newDevice = (name: string) => service.newDevice(tenantId, `${name}@example.org`, `${name}-device`);
  const device = await newDevice(canary);
  const actors = await actorsOf(service, issuer, { tenantId, canary, credential: device.enrolled.token });
  return {
    tenantId,
    canary,
    device,
    newDevice: () => newDevice(fresh()),
    newGroup: async () => {
      const { context } = service;
      const { groupId } = expectOk(await addGroup(context, { tenantId, displayName: fresh() }));
      const userPrincipalName = `${fresh()}@example.org`;
      const person = {
        tenantId,
        userPrincipalName,
        displayName: fresh(),
        roles: [AUDITOR],
        pass: { minutes: 60, once: true },
      };
      const { userId } = expectOk(await addUser(context, person));
      expectOk(await changeMember(context, { tenantId, group: groupId, user: userPrincipalName, change: 'add' }));
      return { groupId, userId };
    },
    newRecord: async (kind) => {
      const id = randomUUID();
      const body = {
        id,
        deviceId: id,
        displayName: fresh(),
        deviceName: fresh(),
        serialNumber: fresh(),
        notes: canary,
      };
      await importRecords(service, tenantId, kind, [body]);
      return id;
    },
    actors,
    ask: async (call) => answerOf(call, await firstSuccess(actors, call)),
    fresh,
  };
}

type Member = { readonly tenantId: string; readonly canary: string; readonly credential: string };

/** From those who may do least to those who may do most. */
async function actorsOf(
  { context, url }: TestService,
  issuer: TokenIssuer,
  { tenantId, canary, credential }: Member,
): Promise<ReadonlyMap<string, Send>> {
  const sign = (claims: Record<string, unknown>) => issuer.sign(context, tenantId, claims);
  const person = (name: string, scope: string) => ({
    sub: name,
    preferred_username: `${name}@example.org`,
    name,
    scope,
  });
  const prove = await prover(context, url);
  const bearer = (token: () => Promise<string>) =>
    sendTo(url, async () => ({ authorization: `Bearer ${await token()}` }));
  const scopes = 'Backup.ReadWrite Backup.Admin';
  return new Map([
    ['a device with a credential', bearer(async () => credential)],
    ['a person', bearer(() => sign(person(`${canary}-person`, 'Backup.ReadWrite')))],
    [
      'a person with a key',
      sendTo(url, async (call) => {
        const token = await sign(person(`${canary}-owner`, 'Backup.ReadWrite'));
        return { authorization: `Bearer ${token}`, dpop: await prove(call, token) };
      }),
    ],
    ['an application', bearer(() => sign({ sub: `${canary}-app`, azp: `${canary}-app`, roles: ALL_PERMISSIONS }))],
    ['an administrator', bearer(() => sign({ ...person(`${canary}-admin`, scopes), roles: ALL_PERMISSIONS }))],
  ]);
}

/** What the first actor that succeeds was answered; else what one was answered who got further than to the door. */
export async function firstSuccess(actors: ReadonlyMap<string, Send>, call: Call): Promise<Reply> {
  const replies: Reply[] = [];
  for (const send of actors.values()) {
    const reply = await send(call);
    if (isSuccess(reply)) return reply;
    replies.push(reply);
  }
  const [furthest] = replies.toSorted((a, b) => Number(isShutOut(a)) - Number(isShutOut(b)));
  if (furthest === undefined) throw new Error('a tenant has nobody who acts');
  return furthest;
}

export function isShutOut({ status }: Reply): boolean {
  return status === 401 || status === 403;
}

export function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function answerOf(call: Call, reply: Reply): Json {
  if (!isSuccess(reply)) throw new Error(`${call.method} ${call.path}: ${reply.status} ${reply.body.toString()}`);
  return JSON.parse(reply.body.toString() || 'null') as Json;
}

/** Stands in every backup, and in no row as it is. */
export function inContent({ canary }: Tenant): string {
  return `${canary}-theme`;
}

/** A backup with the tenant's canary in its settings; no two are alike. */
export function captureOf(tenant: Tenant) {
  return capture({
    accessibility: { 'made.up.pointer': tenant.fresh(), 'made.up.magnifier': { state: 'absent' } },
    personalization: { 'made.up.theme': inContent(tenant) },
  });
}

/** A directory role, so that who holds one can be told. */
const AUDITOR = 'bb14e448-6bf5-4202-a603-4cd2cfa7c206';
