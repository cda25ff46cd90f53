// An issuer of tokens, with its keys where the service fetches them: people and applications of every tenant get theirs
// here, signed with one key, so that nothing but what a tenant trusts keeps them apart.

import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { GENERIC_CLAIMS, type TrustedIssuer } from '../../src/server/identity/issuer.ts';
import { type Context, newId } from '../../src/server/context.ts';
import type { Call } from './wire.ts';

export type TokenIssuer = {
  /** As one tenant trusts it: under a name of its own. */
  readonly trustedBy: (context: Context, tenantId: string) => TrustedIssuer;
  readonly sign: (context: Context, tenantId: string, claims: Record<string, unknown>) => Promise<string>;
  readonly close: () => void;
};

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'only', alg: 'ES256', use: 'sig' }] });
  const server = createServer((_, response) => void response.end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  const nameFor = (tenantId: string) => `https://issuer.example/${tenantId}`;
  return {
    trustedBy: (context, tenantId) => ({
      issuerId: newId(context),
      kind: 'generic',
      issuer: nameFor(tenantId),
      createdAt: new Date(context.clock()),
      settings: {
        issuers: [nameFor(tenantId)],
        jwksUrl,
        audiences: [AUDIENCE],
        directoryTenantId: null,
        clients: [],
        claims: GENERIC_CLAIMS,
        backupScope: 'Backup.ReadWrite',
        signIn: null,
        joinContext: null,
      },
    }),
    sign: (context, tenantId, claims) => {
      const now = Math.floor(context.clock() / 1000);
      const times = { iat: now, exp: now + 3600, auth_time: now };
      return new SignJWT({ iss: nameFor(tenantId), aud: AUDIENCE, tid: tenantId, azp: 'a-client', ...times, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'only' })
        .sign(privateKey);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Makes the `DPoP` header for calls with a token: a proof of one key. */
export async function prover(context: Context, url: string): Promise<(call: Call, token: string) => Promise<string>> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return ({ method, path }, token) =>
    new SignJWT({
      jti: randomUUID(),
      htm: method,
      htu: new URL(path.split('?')[0] ?? '', url).href,
      iat: Math.floor(context.clock() / 1000),
      ath: createHash('sha256').update(token).digest('base64url'),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey);
}

const AUDIENCE = 'keepsake';
