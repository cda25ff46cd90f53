// The laws of sealed bytes: they open for what they were sealed for, and any change of any of it is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { fromHex, toHex } from '../../src/lib/bytes.ts';
import { type Binding, open, seal, sealedKeyId } from '../../src/server/crypto/seal.ts';
import { importKey, keyIdOf, type NamedKey } from '../../src/server/crypto/secret-key.ts';

const arbitraryKey = fc
  .tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uuid())
  .map(([bytes, keyId]): NamedKey => ({ keyId, key: importKey(Uint8Array.from(bytes)) }));
const arbitraryBinding: fc.Arbitrary<Binding> = fc.record({
  tenantId: fc.uuid(),
  userId: fc.option(fc.uuid(), { nil: null }),
  purpose: fc.constantFrom('blob', 'manifest', 'content-hash', 'user-key', 'tenant-key', 'tenant-secret'),
  name: fc.string(),
});
const content = fc.uint8Array({ maxLength: 300 });

test('what was sealed opens, twice sealed is never the same, and the key it asks for is its own', () => {
  fc.assert(
    fc.property(arbitraryKey, content, arbitraryBinding, (key, bytes, binding) => {
      const [first, second] = [seal(key, bytes, binding), seal(key, bytes, binding)];
      assert.deepEqual(new Uint8Array(open(key, first, binding) ?? []), bytes);
      assert.notDeepEqual(first, second);
      assert.equal(sealedKeyId(first), key.keyId);
      assert.equal(first.length, bytes.length + 65, 'the overhead is fixed');
    }),
  );
});

test('a change of any one byte, or cutting any off, is refused', () => {
  const sealed = fc.tuple(arbitraryKey, content, arbitraryBinding);
  fc.assert(
    fc.property(sealed, fc.nat(), fc.integer({ min: 1, max: 255 }), ([key, bytes, binding], where, flip) => {
      const good = seal(key, bytes, binding);
      const at = where % good.length;
      const changed = good.map((byte, i) => (i === at ? byte ^ flip : byte));
      assert.equal(open(key, changed, binding), undefined);
      assert.equal(open(key, good.subarray(0, at), binding), undefined);
      assert.equal(open(key, Buffer.concat([good, Uint8Array.of(flip)]), binding), undefined);
    }),
    { numRuns: 300 },
  );
});

test('bytes sealed for one tenant, user, purpose and name, under one key, are nothing to another', () => {
  fc.assert(
    fc.property(arbitraryKey, arbitraryKey, arbitraryBinding, arbitraryBinding, (key, otherKey, binding, other) => {
      const sealed = seal(key, Uint8Array.of(1, 2, 3), binding);
      for (const part of ['tenantId', 'userId', 'purpose', 'name'] as const) {
        if (other[part] === binding[part]) continue;
        assert.equal(open(key, sealed, { ...binding, [part]: other[part] }), undefined, part);
      }
      if (otherKey.keyId === key.keyId) return;
      assert.equal(open({ ...key, keyId: otherKey.keyId }, sealed, binding), undefined, 'key id');
      assert.equal(open({ ...otherKey, keyId: key.keyId }, sealed, binding), undefined, 'key');
    }),
  );
});

/** As docs/formats/sealed.md writes it out; it must open for ever. */
const GOLDEN = {
  key: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
  salt: '202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f',
  keyId: '01980000-0000-7000-8000-000000000001',
  binding: {
    tenantId: '01980000-0000-7000-8000-000000000002',
    userId: '01980000-0000-7000-8000-000000000003',
    purpose: 'blob',
    name: 'abcd',
  },
  content: 'Keepsake',
  sealed:
    '0101980000000070008000000000000001202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3fc590dfaa80eb24c0fc877f208f17f52799427a1b70c2be4f',
} as const;

test('the golden vector is what it was', () => {
  const key = { keyId: GOLDEN.keyId, key: importKey(fromHex(GOLDEN.key) ?? new Uint8Array()) };
  const bytes = new TextEncoder().encode(GOLDEN.content);
  assert.equal(toHex(seal(key, bytes, GOLDEN.binding, fromHex(GOLDEN.salt))), GOLDEN.sealed);
  assert.equal(keyIdOf(key.key), '2c443242-1431-8d3a-b02e-4db48f755d90');
});

test('importing a key clears the bytes it came from, and a key shows nothing of itself', () => {
  const bytes = new Uint8Array(32).fill(7);
  const key = importKey(bytes);
  assert.deepEqual(bytes, new Uint8Array(32));
  assert.doesNotMatch(JSON.stringify({ key }) + inspect(key), /7|Bw/);
  assert.throws(() => importKey(new Uint8Array(31)), RangeError);
});
