// What every key provider guarantees, tried on each of them.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { KeyProvider, WrappedKey } from '../../src/server/crypto/key-provider.ts';
import { importKey, withKeyBytes } from '../../src/server/crypto/secret-key.ts';
import { toHex } from '../../src/lib/bytes.ts';
import { expectOk } from '../database.ts';

const ANNA = { tenantId: '0190a000-0000-7000-8000-00000000000a', keyId: '0190a000-0000-7000-8000-00000000000c' };

export async function tryProvider(provider: KeyProvider): Promise<void> {
  const secret = randomBytes(32);
  const hex = toHex(secret);
  const key = importKey(secret);
  const wrapped = expectOk(await provider.wrap(key, ANNA));
  const opened = expectOk(await provider.unwrap(wrapped, ANNA));
  assert.equal(withKeyBytes(opened, toHex), hex);
  assert.equal(wrapped.providerKeyId, provider.currentKeyId);
  assert.ok(provider.answersFor(provider.currentKeyId));
  assert.ok(!toHex(wrapped.bytes).includes(hex), 'a wrapped key is not the key');
  const again = expectOk(await provider.wrap(key, ANNA));
  assert.notDeepEqual(again.bytes, wrapped.bytes, 'twice wrapped is never the same');

  const lost = async (given: WrappedKey, of = ANNA) => {
    const answer = await provider.unwrap(given, of);
    assert.equal(answer.ok ? 'opened' : answer.error.code, 'key-lost');
  };
  for (let at = 0; at < wrapped.bytes.length; at += 1) {
    const bytes = Uint8Array.from(wrapped.bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
    await lost({ ...wrapped, bytes });
  }
  await lost({ ...wrapped, bytes: wrapped.bytes.subarray(1) });
  await lost(wrapped, { ...ANNA, tenantId: ANNA.keyId });
  await lost(wrapped, { ...ANNA, keyId: ANNA.tenantId });
  await lost({ ...wrapped, providerKeyId: `${wrapped.providerKeyId}x` });
  const stillThere = expectOk(await provider.unwrap(wrapped, ANNA));
  assert.equal(withKeyBytes(stillThere, toHex), hex, 'refusing has broken nothing');
}
