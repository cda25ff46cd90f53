// A service whose tenant trusts an issuer of the test's, tokens as Entra shapes them, and devices that prove possession with
// a library of their own (jose) rather than with the agent's code.

import { createHash, randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { ENTRA_AUTHORITY, entraIssuer, type IssuerSettings } from '../../src/server/identity/issuer.ts';
import { trustIssuer } from '../../src/server/identity/manage-issuers.ts';
import { expectOk } from '../database.ts';
import type { Answer, TestService } from '../server/service-fixture.ts';
import { type IssuerServer, makeKey, sign, type SigningKey, startIssuer } from './issuer-server.ts';

export const API = 'aaaaaaaa-0000-4000-8000-000000000001';
export const CLIENT = 'cccccccc-0000-4000-8000-000000000001';
export const ANNA = 'a0000000-0000-4000-8000-000000000001';

const SIGNING_KEY = await makeKey('entra-1');
const issuers: IssuerServer[] = [];

after(async () => void (await Promise.all(issuers.map(({ close }) => close()))));

export type Claims = Readonly<Record<string, unknown>>;

export type Trusting = {
  readonly tenantId: string;
  readonly issuer: IssuerServer;
  readonly key: SigningKey;
  /** A token of Anna's, signed; claims that are `undefined` are left out. */
  readonly token: (claims?: Claims) => Promise<string>;
};

/** A tenant that trusts Entra ID for its own id, whose keys are the test's. */
export async function trustingTenant(
  service: TestService,
  change: (settings: IssuerSettings) => IssuerSettings = (settings) => settings,
  key: SigningKey = SIGNING_KEY,
): Promise<Trusting> {
  const tenantId = await service.newTenant();
  const issuer = await startIssuer(key.jwk);
  issuers.push(issuer);
  const made = entraIssuer({
    directoryTenantId: tenantId,
    apiClientId: API,
    signInClientId: CLIENT,
    authority: ENTRA_AUTHORITY,
    joinContext: null,
  });
  const settings = change({ ...made.settings, jwksUrl: issuer.jwksUrl });
  expectOk(await trustIssuer(service.context, { tenantId, kind: 'entra', issuer: made.issuer, settings }));
  const token = (claims: Claims = {}) =>
    sign(key, defined({ ...entraV2(tenantId, service.context.clock()), ...claims }));
  return { tenantId, issuer, key, token };
}

/** A person's access token for the service, as Entra's version 2.0 has it. */
export function entraV2(tenantId: string, now: number): JWTPayload {
  const seconds = Math.floor(now / 1000);
  return {
    aud: API,
    iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3600,
    aio: 'made-up',
    azp: CLIENT,
    azpacr: '0',
    name: 'Anna Lindqvist',
    oid: ANNA,
    preferred_username: 'anna@contoso.example',
    rh: 'made-up',
    scp: 'Backup.ReadWrite',
    sub: 'pairwise-of-anna',
    tid: tenantId,
    uti: 'made-up',
    ver: '2.0',
    wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
  };
}

export function defined(claims: Claims): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

export type Holder = {
  readonly jwk: JWK;
  readonly thumbprint: string;
  readonly proof: (parts: ProofParts) => Promise<string>;
};

export type ProofParts = {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly now: number;
  readonly claims?: Claims;
  readonly header?: object;
};

export async function makeHolder(alg = 'ES256'): Promise<Holder> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    jwk,
    thumbprint: await calculateJwkThumbprint(jwk),
    proof: ({ method, url, token, now, claims, header }) =>
      new SignJWT(
        defined({
          jti: randomUUID(),
          htm: method,
          htu: url,
          iat: Math.floor(now / 1000),
          ath: createHash('sha256').update(token).digest('base64url'),
          ...claims,
        }),
      )
        .setProtectedHeader({ typ: 'dpop+jwt', alg, jwk, ...header })
        .sign(privateKey),
  };
}

export type Sending = {
  readonly method?: string;
  readonly path?: string;
  readonly token?: string | undefined;
  readonly scheme?: string;
  readonly holder?: Holder | undefined;
  readonly proof?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly body?: object;
};

/** A request over real HTTP, with a proof by `holder` if there is one, or with `proof` as it stands. */
export async function send<T>(service: TestService, sending: Sending): Promise<Answer<T>> {
  const { method = 'GET', path = '/v1/snapshots', token, holder, tenantId, body } = sending;
  const url = `${service.url}${path}`;
  const now = service.context.clock();
  const made =
    holder && token !== undefined
      ? await holder.proof({ method, url: url.split('?')[0] ?? '', token, now })
      : undefined;
  const proof = sending.proof ?? made;
  const scheme = sending.scheme ?? (proof === undefined ? 'Bearer' : 'DPoP');
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `${scheme} ${token}` }),
      ...(proof === undefined ? {} : { dpop: proof }),
      ...(tenantId === undefined ? {} : { 'keepsake-tenant': tenantId }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Answer<T>['body'],
  };
}

export const JOIN = { displayName: 'PC-1', joinType: 'azureADJoined', keyProtection: 'software' } as const;

export function join(
  service: TestService,
  token: string,
  holder: Holder,
  tenantId?: string,
): Promise<Answer<{ deviceId: string }>> {
  return send(service, { method: 'POST', path: '/v1/devices', token, holder, tenantId, body: JOIN });
}
