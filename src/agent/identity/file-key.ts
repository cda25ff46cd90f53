// A device key in a file that only its owner may read: for systems without a key store of their own, and where Windows' does
// not answer. Whoever can read the person's files has it; the service is told, and says so.

import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { DeviceKey, PublicJwk } from './device-key.ts';

export type PrivateJwk = PublicJwk & { readonly d: string };

export function makeFileKey(): PrivateJwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** @throws Error if it is no key */
export function openFileKey(jwk: PrivateJwk): DeviceKey {
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const { kty, crv, x, y } = jwk;
  return {
    publicJwk: { kty, crv, x, y },
    protection: 'file',
    sign: (message) => new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })),
  };
}
