// What pages have in the place of lib/: equal to it for any bytes, also for signatures that are almost right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as bytesThere from '../../src/console/shared/in-browser/bytes.ts';
import * as ed25519There from '../../src/console/shared/in-browser/ed25519.ts';
import * as hashThere from '../../src/console/shared/in-browser/hash.ts';
import * as bytesHere from '../../src/lib/bytes.ts';
import * as ed25519Here from '../../src/lib/ed25519.ts';
import * as hashHere from '../../src/lib/hash.ts';

const bytes = () => fc.uint8Array({ maxLength: 300 });
const seed = () => fc.uint8Array({ minLength: 32, maxLength: 32 });

test('hashes', () => {
  fc.assert(
    fc.property(fc.array(bytes(), { maxLength: 4 }), fc.string({ unit: 'binary' }), (parts, text) => {
      assert.deepEqual(hashThere.sha256Bytes(...parts), hashHere.sha256Bytes(...parts));
      assert.equal(hashThere.sha256(text), hashHere.sha256(text));
    }),
  );
});

test('bytes as text and back', () => {
  fc.assert(
    fc.property(bytes(), bytes(), fc.base64String(), fc.string(), (one, other, base64, text) => {
      assert.equal(bytesThere.toHex(one), bytesHere.toHex(one));
      assert.equal(bytesThere.toBase64(one), bytesHere.toBase64(one));
      assert.equal(bytesThere.equalBytes(one, other), bytesHere.equalBytes(one, other));
      assert.ok(bytesThere.equalBytes(one, one.slice()));
      for (const it of [base64, text, `${base64}=`, ` ${base64}`]) {
        assert.deepEqual(bytesThere.fromBase64(it), bytesHere.fromBase64(it));
      }
    }),
  );
});

test('signatures: made alike, taken alike, refused alike', () => {
  fc.assert(
    fc.property(seed(), bytes(), fc.nat(63), fc.nat(7), (key, message, at, bit) => {
      const publicKey = ed25519Here.ed25519PublicKey(key);
      const signature = ed25519Here.ed25519Sign(key, message);
      assert.deepEqual(ed25519There.ed25519PublicKey(key), publicKey);
      assert.deepEqual(ed25519There.ed25519Sign(key, message), signature);
      const changed = signature.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      for (const it of [signature, changed, signature.subarray(0, 63), new Uint8Array()]) {
        const [there, here] = [ed25519There, ed25519Here].map((side) => side.ed25519Verify(publicKey, message, it));
        assert.equal(there, here);
      }
    }),
    { numRuns: 30 },
  );
});
