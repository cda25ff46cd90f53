// The public keys of devices that prove themselves, read once: a device sends many requests with the same one, and reading a
// key costs as much as checking its signature. Named by what the key is made of; the least used goes first.

import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, type CryptoKey, importJWK, type JWK } from 'jose';

export type ProofKey = { readonly key: CryptoKey; readonly thumbprint: string };

/** Rejects what is no key. */
export type ReadProofKey = (jwk: JWK, alg: string) => Promise<ProofKey>;

export function rememberProofKeys(countMax = KEYS_MAX): ReadProofKey {
  const known = new Map<string, ProofKey>();
  return async (jwk, alg) => {
    const { kty, crv, x, y, n, e } = jwk;
    const name = createHash('sha256')
      .update(JSON.stringify([alg, kty, crv, x, y, n, e]))
      .digest('base64');
    const found = known.get(name) ?? (await read(jwk, alg));
    known.delete(name);
    known.set(name, found);
    const [oldest] = known.keys();
    if (known.size > countMax && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

async function read(jwk: JWK, alg: string): Promise<ProofKey> {
  const key = (await importJWK({ ...jwk, ext: true }, alg)) as CryptoKey;
  return { key, thumbprint: await calculateJwkThumbprint(jwk) };
}

const KEYS_MAX = 10_000;
