import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { REG_BINARY, REG_EXPAND_SZ, REG_SZ } from '../../../regf/value-type.ts';
import type { RawValue } from '../../../regf/raw-value.ts';
import type { Codec } from '../setting.ts';
import { DWORD_MAX, writeDecimal, writeDword } from './number.ts';
import { bit, byteChoice, decimalFlag, dwordFlag, listedPair, listedWord } from './part.ts';
import { readText, writeText } from './text.ts';

test('a bit changes itself and nothing else', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 48, size: 'max' });
  fc.assert(
    fc.property(bytes, fc.nat(7), fc.nat(7), fc.boolean(), fc.boolean(), (data, byte, shift, inverted, on) => {
      const mask = 1 << shift;
      const codec = bit({ byte, mask, minBytes: 8, ...(inverted ? { inverted } : {}) });
      const after = written(codec, on, { type: REG_BINARY, data });
      const expected = data.slice();
      expected[byte] = ((data[byte] ?? 0) & ~mask) | (on === inverted ? 0 : mask);
      assert.deepEqual(after, { type: REG_BINARY, data: expected });
      assert.deepEqual(codec.decode(after), { ok: true, value: on });
    }),
  );
});

test('a flag changes its bit of any 32-bit number and keeps the rest', () => {
  fc.assert(
    fc.property(fc.nat(DWORD_MAX), fc.nat(31), fc.boolean(), (number, shift, on) => {
      const mask = (1 << shift) >>> 0;
      const expected = (on ? number | mask : number & ~mask) >>> 0;
      for (const [codec, write] of [
        [dwordFlag({ mask, base: 0 }), writeDword],
        [decimalFlag({ mask, base: 0 }), writeDecimal],
      ] as const) {
        assert.deepEqual(written(codec, on, write(number)), write(expected));
        assert.deepEqual(codec.decode(write(expected)), { ok: true, value: on });
      }
    }),
  );
  for (const number of [-1, DWORD_MAX + 1])
    assert.equal(decimalFlag({ mask: 1, base: 0 }).decode(writeDecimal(number)).ok, false);
});

test('a word comes and goes, and the others keep their order', () => {
  const codec = listedWord({ word: 'narrator' });
  const others = fc.array(fc.constantFrom<string>('osk', ' magnifierpane', 'Voiceaccess ', 'x'), { minLength: 1 });
  fc.assert(
    fc.property(others, fc.nat(5), (list, at) => {
      const without: RawValue = { type: REG_SZ, data: writeText(list.join(',')) };
      const inside: RawValue = { type: REG_EXPAND_SZ, data: writeText(list.toSpliced(at, 0, ' Narrator').join(',')) };
      assert.deepEqual(codec.decode(inside), { ok: true, value: true });
      assert.deepEqual(written(codec, false, inside), without);
      assert.deepEqual(written(codec, false, written(codec, true, without)), without);
      assert.deepEqual(readText(written(codec, true, inside)), readText(inside));
    }),
  );
  assert.deepEqual(readText(written(codec, true, { type: REG_SZ, data: writeText('') })), {
    ok: true,
    value: 'narrator',
  });
  assert.deepEqual(readText(written(codec, true, undefined)), { ok: true, value: 'narrator' });
});

test('a pair changes itself, keeps the others in their order, and is gone where it is as Windows has it', () => {
  const hdr = listedPair({ name: 'AutoHDREnable', byDefault: false });
  const text = (pairs: string): RawValue => ({ type: REG_SZ, data: writeText(pairs) });
  const both = 'SwapEffectUpgradeEnable=1;AutoHDREnable=1;';
  assert.deepEqual(written(hdr, true, text('SwapEffectUpgradeEnable=1;')), text(both));
  assert.deepEqual(written(hdr, true, text('autohdrenable=0;SwapEffectUpgradeEnable=1')), text(both));
  assert.deepEqual(written(hdr, false, text(both)), text('SwapEffectUpgradeEnable=1;'));
  assert.deepEqual(hdr.decode(text(both)), { ok: true, value: true });
  assert.deepEqual(hdr.decode(text('SwapEffectUpgradeEnable=0;')), { ok: true, value: false });
  assert.equal(hdr.decode(text('AutoHDREnable=2;')).ok, false);
});

test('a byte changes itself and nothing else, and holds only what has a name', () => {
  const edge = byteChoice({ byte: 12, minBytes: 48, words: { 0: 'left', 1: 'top', 2: 'right', 3: 'bottom' } });
  const bytes = fc.uint8Array({ minLength: 48, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(bytes, fc.nat(5), (data, value) => {
      const after = edge.encode(value, { type: REG_BINARY, data });
      assert.equal(after.ok, value <= 3);
      if (!after.ok) return;
      assert.deepEqual(after.value.data, data.with(12, value));
      assert.deepEqual(edge.decode(after.value), { ok: true, value });
    }),
  );
  assert.equal(edge.encode(1, undefined).ok, false);
  assert.equal(edge.decode({ type: REG_BINARY, data: new Uint8Array(47) }).ok, false);
});

test('where nothing is, a part starts from its base, and without one it says so', () => {
  const base = Uint8Array.of(0xff, 0xff);
  assert.deepEqual(
    written(bit({ byte: 1, mask: 0x80, minBytes: 2, base }), false, undefined).data,
    Uint8Array.of(0xff, 0x7f),
  );
  assert.deepEqual(base, Uint8Array.of(0xff, 0xff));
  assert.deepEqual(written(decimalFlag({ mask: 4, base: 510 }), false, undefined), writeDecimal(506));
  assert.deepEqual(bit({ byte: 8, mask: 1, minBytes: 48 }).encode(true, undefined), {
    ok: false,
    error: 'the target has no such value to change a part of',
  });
});

test('a value that is too short or of another kind is left alone, with the reason', () => {
  const codec = bit({ byte: 8, mask: 1, minBytes: 48 });
  assert.deepEqual(codec.encode(true, { type: REG_BINARY, data: new Uint8Array(12) }), {
    ok: false,
    error: 'it has 12 bytes, fewer than 48',
  });
  assert.equal(codec.encode(true, writeDword(1)).ok, false);
  assert.equal(codec.encode(1, { type: REG_BINARY, data: new Uint8Array(48) }).ok, false);
});

function written(codec: Codec, on: boolean, current: RawValue | undefined): RawValue {
  const result = codec.encode(on, current);
  assert.ok(result.ok, result.ok ? '' : result.error);
  return result.value;
}
