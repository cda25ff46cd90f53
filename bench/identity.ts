// What it costs to find out who sends a request, without the database: the signature of a token each time (the anchor), the
// same token remembered, and the proof of possession that comes along, which is new each time. CPU time, taken in turns.

import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { ok } from '../src/lib/result.ts';
import { ENTRA_AUTHORITY, entraIssuer } from '../src/server/identity/issuer.ts';
import { cacheKeys } from '../src/server/identity/issuer-keys.ts';
import { checkProof } from '../src/server/identity/proof.ts';
import { rememberProofKeys } from '../src/server/identity/proof-keys.ts';
import { proofNonces } from '../src/server/identity/proof-nonces.ts';
import { rememberTokens } from '../src/server/identity/verified-tokens.ts';
import { type Trust, verifyToken } from '../src/server/identity/verify-token.ts';

const ROUNDS = 9;
const TIMES = 500;
const TENANT = '7e0a0000-0000-4000-8000-000000000001';
const PLACE = 'https://keepsake.example/v1/snapshots';

export async function benchIdentity(): Promise<void> {
  process.stdout.write(`identity: ${ROUNDS} rounds of ${TIMES}, microseconds of CPU for one (low, median, high)\n`);
  for (const alg of ['RS256', 'ES256']) {
    const ways = await waysWith(alg);
    const spent = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
    for (let round = -2; round < ROUNDS; round += 1) {
      for (const [name, way] of Object.entries(ways)) {
        const micros = await measure(way);
        if (round >= 0) spent.get(name)?.push(micros);
      }
    }
    for (const [name, all] of spent) {
      const sorted = all.toSorted((a, b) => a - b);
      const shown = [sorted[0], sorted[ROUNDS >> 1], sorted.at(-1)].map((it) => (it ?? 0).toFixed(1).padStart(8));
      process.stdout.write(`  ${name.padEnd(40)}${shown.join('')}\n`);
    }
  }
}

type Way = () => Promise<unknown>;

async function waysWith(alg: string): Promise<Record<string, Way>> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
  const { issuer, settings } = entraIssuer({
    directoryTenantId: TENANT,
    apiClientId: 'api',
    signInClientId: 'client',
    authority: ENTRA_AUTHORITY,
    joinContext: null,
  });
  const now = Date.now();
  const claims = { tid: TENANT, oid: randomUUID(), azp: 'client', scp: 'Backup.ReadWrite', name: 'x'.repeat(400) };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg, kid: 'k', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience('api')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  const findKey = cacheKeys({ load: async () => ok([jwk]), clock: Date.now });
  const trusted = { issuerId: 'i', kind: 'entra', issuer, settings, createdAt: new Date() } as const;
  const trust: Trust = { issuers: [trusted], namesOf: () => settings.issuers, keysOf: () => findKey, now };
  const remembered = rememberTokens();
  const verified = await verifyToken(token, trust);
  if (!verified.ok) throw new Error(verified.error.why);
  remembered.keep(TENANT, token, verified.value);
  const proof = await proofFor(token, now);
  const nonces = proofNonces(new Uint8Array(32));
  const once = { method: 'GET', urls: [PLACE], token, now, nonces };
  const readKey = rememberProofKeys();
  return {
    [`${alg} token, checked`]: () => verifyToken(token, trust),
    [`${alg} token, remembered`]: async () => remembered.find(TENANT, token, now),
    'proof (ES256) of a new device, checked': () => checkProof(proof, { ...once, readKey: rememberProofKeys() }),
    'proof (ES256) of a known device, checked': () => checkProof(proof, { ...once, readKey }),
  };
}

async function proofFor(token: string, now: number): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const ath = createHash('sha256').update(token).digest('base64url');
  return new SignJWT({ jti: randomUUID(), htm: 'GET', htu: PLACE, iat: Math.floor(now / 1000), ath })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(publicKey) })
    .sign(privateKey);
}

async function measure(way: Way): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) await way();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TIMES;
}
