import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { toBase64 } from '../../../lib/bytes.ts';
import { REG_BINARY, REG_NONE } from '../../../regf/value-type.ts';
import type { SettingValue } from '../setting.ts';
import { binary, zeroIsOff } from './binary.ts';

const codec = binary({ minBytes: 3, maxBytes: 20, magic: Uint8Array.of(1, 2) });

test('bytes pass in both directions exactly when their length and beginning are right', () => {
  const bytes = fc.tuple(fc.constantFrom([1, 2], [1, 3], []), fc.uint8Array({ maxLength: 25, size: 'max' }));
  fc.assert(
    fc.property(bytes, ([head, tail]) => {
      const data = Uint8Array.of(...head, ...tail);
      const right = data.length >= 3 && data.length <= 20 && data[0] === 1 && data[1] === 2;
      const value = { base64: toBase64(data) };
      const read = codec.decode({ type: REG_BINARY, data });
      const written = codec.encode(value, undefined);
      assert.equal(read.ok, right);
      assert.equal(written.ok, right);
      if (read.ok && written.ok) {
        assert.deepEqual(read.value, value);
        assert.deepEqual(Uint8Array.from(written.value.data), data);
      }
    }),
  );
});

test('what is no base64, or no bytes at all, is refused', () => {
  const foreign: readonly unknown[] = [null, 'AQID', 7, [], { base64: null }, { base64: 'AQI' }, { base64: 'AQID\n' }];
  for (const value of foreign)
    assert.equal(codec.encode(value as SettingValue, undefined).ok, false, JSON.stringify(value));
  assert.equal(codec.decode({ type: REG_NONE, data: Uint8Array.of(1, 2, 3) }).ok, false);
});

test('bytes are described by their number', () => {
  assert.equal(codec.describe({ base64: 'AQID' }), '3 bytes');
});

test('of a counter only its end is a choice', () => {
  const suffix = zeroIsOff(Uint8Array.of(0x16, 0, 0, 0), { on: 'added', off: 'not added' });
  const counter = (...data: number[]): { type: number; data: Uint8Array } => ({
    type: REG_BINARY,
    data: Uint8Array.from(data),
  });
  assert.deepEqual(suffix.decode(counter(0x1e, 0, 0, 0)), { ok: true, value: true });
  assert.deepEqual(suffix.decode(counter(0, 0, 0, 0)), { ok: true, value: false });
  assert.equal(suffix.decode(counter(0, 0, 0)).ok, false);
  assert.deepEqual(suffix.encode(true, undefined), { ok: true, value: counter(0x16, 0, 0, 0) });
  assert.deepEqual(suffix.encode(false, counter(0x1e, 0, 0, 0)), { ok: true, value: counter(0, 0, 0, 0) });
});
