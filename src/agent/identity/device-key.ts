// The key that a device keeps, for one person: it signs proofs and never leaves. Where it is depends on the system; what it
// can do does not.

import { createHash } from 'node:crypto';

export type DeviceKey = {
  readonly publicJwk: PublicJwk;
  /** Where its private half is: in a chip, in Windows' key store, or in a file of this person. */
  readonly protection: KeyProtection;
  /** ECDSA over SHA-256, as JWS has it: r and s, 32 bytes each. */
  readonly sign: (message: Uint8Array) => Uint8Array;
};

export type KeyProtection = 'hardware' | 'software' | 'file';

/** On the curve P-256. */
export type PublicJwk = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** RFC 7638. */
export function thumbprintOf({ crv, kty, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
