// What lib/hash.ts does with Node, in a browser: the build puts this in its place (vite.config.ts), so that the domain's own
// code runs on a page. A browser's own SHA-256 answers later, which code that waits for nothing can not use.

import { sha256 as hashOf } from '@noble/hashes/sha2.js';
import { toHex } from './bytes.ts';

export type Sha256 = string;

export function sha256(bytes: Uint8Array | string): Sha256 {
  return toHex(hashOf(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes));
}

export function sha256Bytes(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = hashOf.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}
