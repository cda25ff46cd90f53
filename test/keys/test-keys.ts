// Keys for tests: a provider with one key that this process made.

import { randomBytes } from 'node:crypto';
import { toBase64 } from '../../src/lib/bytes.ts';
import { environmentKeys } from '../../src/server/crypto/environment-keys.ts';
import type { KeyProvider } from '../../src/server/crypto/key-provider.ts';
import { expectOk } from '../database.ts';

export function testKeys(key = newKeyText(), previous = ''): KeyProvider {
  return expectOk(environmentKeys(key, previous));
}

/** As `openssl rand -base64 32` writes it. */
export function newKeyText(): string {
  return toBase64(randomBytes(32));
}
