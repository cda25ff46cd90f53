// Symmetric keys in memory. A key is a KeyObject: its bytes lie outside the JavaScript heap, never show in a log or a dump of
// an object, and OpenSSL clears them when the object is collected. When that is, JavaScript does not let us say.

import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { toHex } from '../../lib/bytes.ts';

/** AES-256, and the SHA-256 of HKDF. */
export const KEY_BYTES = 32;

/** A key and the name by which sealed bytes ask for it. */
export type NamedKey = { readonly keyId: string; readonly key: KeyObject };

/** Takes the bytes over: they are zeros afterwards. */
export function importKey(bytes: Uint8Array): KeyObject {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`a key has ${KEY_BYTES} bytes`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** Lends the bytes of a key to `use` and clears them; whatever `use` answers must not hold them. */
export function withKeyBytes<T>(key: KeyObject, use: (bytes: Uint8Array) => T): T {
  const bytes = key.export();
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** A UUID (version 8) that follows from the key, so that a key is recognized wherever it is kept, and says nothing of it. */
export function keyIdOf(key: KeyObject): string {
  const bytes = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'keepsake key id 1', 16));
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A key for another purpose than sealing, from which nobody gets back to `key`. */
export function deriveKey(key: KeyObject, purpose: string): KeyObject {
  return importKey(new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, KEY_BYTES)));
}
