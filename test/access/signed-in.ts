// An issuer of tokens that really signs, on this machine, and people and applications that come with its tokens. The service
// finds its keys over HTTP and checks everything, as it does Entra's.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { ok } from '../../src/lib/result.ts';
import { addAccount } from '../../src/server/directory/account-store.ts';
import { addGroup, addMember } from '../../src/server/directory/group-store.ts';
import { entraIssuer } from '../../src/server/identity/issuer.ts';
import { trustIssuer } from '../../src/server/identity/manage-issuers.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { type Answer, onEachServer, request, type TestDevice, type TestService } from '../server/service-fixture.ts';

export type House = {
  readonly service: TestService;
  readonly tenantId: string;
  readonly person: (name: string, claims?: Claims) => Promise<SignedIn>;
  readonly application: (applicationId: string, claims?: Claims) => Promise<SignedIn>;
  readonly device: (name: string) => Promise<TestDevice>;
  /** Puts a person into a group of the directory, made if need be. */
  readonly intoGroup: (groupId: string, userId: string) => Promise<void>;
  readonly events: (activity: string) => Promise<readonly AuditRow[]>;
};

/** Of the token, beside what all of them say. */
export type Claims = {
  readonly wids?: readonly string[];
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly scp?: string;
  readonly _claim_names?: object;
};

export type SignedIn = {
  /** What the directory calls them; also the service, unless an operator named them before they came. */
  readonly oid: string;
  readonly token: string;
  readonly send: <T>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer<T>>;
};

export type AuditRow = {
  readonly activityResult: string;
  readonly actor: { readonly userPrincipalName: string | null; readonly userPermissions: readonly string[] };
  readonly resources: readonly {
    readonly resourceId: string;
    readonly auditResourceType: string;
    readonly modifiedProperties: readonly { readonly displayName: string; readonly newValue: string | null }[];
  }[];
};

/** A test in an organization that trusts the issuer. */
export function onEachHouse(name: string, work: (house: House) => Promise<void>): void {
  onEachServer(name, (service) => withHouse(service, work));
}

async function withHouse(service: TestService, work: (house: House) => Promise<void>): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] });
  const server = createServer((_, response) => void response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const tenantId = await service.newTenant();
    const { context } = service;
    const run = <T>(act: (tx: Parameters<Parameters<typeof inTenant<T>>[2]>[0]) => Promise<T>): Promise<T> =>
      inTenant<T>(context, tenantId, async (tx) => ok(await act(tx))).then(expectOk);
    const { issuer, settings } = entraIssuer({
      directoryTenantId: tenantId,
      apiClientId: API,
      signInClientId: CLIENT,
      authority: url,
      joinContext: null,
    });
    const trusted = { ...settings, issuers: [issuer], jwksUrl: `${url}/keys` };
    expectOk(await trustIssuer(context, { tenantId, kind: 'entra', issuer, settings: trusted }));

    const signIn = async (oid: string, claims: object): Promise<SignedIn> => {
      const issuedAt = Math.floor(context.clock() / 1000);
      const token = await new SignJWT({ tid: tenantId, oid, sub: oid, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(API)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + 24 * 3600)
        .sign(privateKey);
      return {
        oid,
        token,
        send: (method, path, body, headers) => request(service.url, token, method, path, body, headers),
      };
    };
    const people = new Map<string, string>();
    await work({
      service,
      tenantId,
      person: (name, claims = {}) => {
        const oid = people.get(name) ?? randomUUID();
        people.set(name, oid);
        const named = { name, preferred_username: `${name}@contoso.example` };
        return signIn(oid, { ...named, azp: CLIENT, scp: 'Backup.Admin', ...claims });
      },
      application: (applicationId, claims = {}) =>
        signIn(applicationId, { azp: applicationId, idtyp: 'app', ...claims }),
      device: (name) => service.newDevice(tenantId, `${name}@contoso.example`, `PC-${name}`),
      intoGroup: (groupId, userId) =>
        run(async (tx) => {
          const now = new Date(context.clock());
          await asFixture(tx);
          await addGroup(tx, { groupId, displayName: groupId, now });
          await addAccount(tx, { userId, now });
          await addMember(tx, groupId, userId);
        }),
      events: async (activity) => {
        const rows = await service.sql(
          `SELECT convert_from(body, 'UTF8') AS text FROM audit_entry ORDER BY leaf_index`,
        );
        const all = rows.map((row) => JSON.parse(String(row['text'])) as AuditRow & { activity: string });
        return all.filter((event) => event.activity === activity);
      },
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const API = '6f0b6f6b-1111-4222-8333-444444444444';
const CLIENT = '6f0b6f6b-5555-4666-8777-888888888888';

export const ROLE_IDS = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  backupAdministrator: '1707125e-0aa2-4d4d-8655-a7c786c76a25',
  auditor: 'bb14e448-6bf5-4202-a603-4cd2cfa7c206',
  helpdesk: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
} as const;
