// SHA-256, the one hash of Keepsake's formats.

import { createHash } from 'node:crypto';

export type Sha256 = string;

/** In lower-case hexadecimal. */
export function sha256(bytes: Uint8Array | string): Sha256 {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of the parts, one after the other. */
export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
