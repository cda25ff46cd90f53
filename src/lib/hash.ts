// SHA-256, the one hash of Keepsake's formats, as lower-case hexadecimal.

import { createHash } from 'node:crypto';

export type Sha256 = string;

export function sha256(bytes: Uint8Array | string): Sha256 {
  return createHash('sha256').update(bytes).digest('hex');
}
