// An issuer for tests: real keys, real signatures, and a real HTTP endpoint for its public keys, which can be down, slow, or
// hold other keys than before.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

export type SigningKey = {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
};

export type IssuerServer = {
  readonly jwksUrl: string;
  readonly url: string;
  readonly publish: (...keys: readonly JWK[]) => void;
  readonly answerWith: (answer: 'keys' | 'error' | 'garbage' | 'redirect' | 'endless') => void;
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

export async function makeKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

export function sign(key: SigningKey, claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}

export async function startIssuer(...first: readonly JWK[]): Promise<IssuerServer> {
  let keys = first;
  let mode: Parameters<IssuerServer['answerWith']>[0] = 'keys';
  let asked = 0;
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (request.url === '/.well-known/openid-configuration') {
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }));
    }
    if (request.url === '/elsewhere') return void response.end(JSON.stringify({ keys }));
    asked += 1;
    if (mode === 'error') return void response.writeHead(500).end();
    if (mode === 'redirect') return void response.writeHead(302, { location: `${url}/elsewhere` }).end();
    if (mode === 'endless') return void response.end('x'.repeat(1024 * 1024));
    response.end(mode === 'garbage' ? '<html>' : JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUrl: `${url}/keys`,
    publish: (...next) => void (keys = next),
    answerWith: (next) => void (mode = next),
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
