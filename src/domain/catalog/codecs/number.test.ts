import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { REG_BINARY, REG_DWORD, REG_QWORD, REG_SZ } from '../../../regf/value-type.ts';
import type { Codec } from '../setting.ts';
import { choice, decimalChoice, decimalText, dword, DWORD_MAX, qword, writeDecimal, writeDword } from './number.ts';
import { writeText } from './text.ts';

const MODES = { 0: 'dark', 1: 'light' };

test('a number is written as documented and read from either form', () => {
  fc.assert(
    fc.property(fc.nat(DWORD_MAX), (number) => {
      for (const [codec, written] of [
        [dword(), writeDword(number)],
        [decimalText(), writeDecimal(number)],
      ] as const) {
        assert.deepEqual(codec.encode(number, undefined), { ok: true, value: written });
        assert.deepEqual(codec.decode(writeDword(number)), { ok: true, value: number });
        assert.deepEqual(codec.decode(writeDecimal(number)), { ok: true, value: number });
      }
    }),
  );
  assert.deepEqual(writeDword(0x1234_5678), { type: REG_DWORD, data: Uint8Array.of(0x78, 0x56, 0x34, 0x12) });
  assert.deepEqual(writeDecimal(-1), { type: REG_SZ, data: Uint8Array.of(0x2d, 0, 0x31, 0, 0, 0) });
});

test('a range and a choice hold in both directions', () => {
  const cases: readonly [Codec, readonly number[], readonly number[]][] = [
    [dword({}, { min: 5, max: 300 }), [5, 300], [4, 301]],
    [choice(MODES), [0, 1], [2, DWORD_MAX]],
    [decimalText({}, { min: -1 }), [-1, 0, DWORD_MAX], [-2]],
    [decimalChoice(MODES), [0, 1], [-1, 2]],
  ];
  for (const [codec, taken, refused] of cases) {
    for (const number of [...taken, ...refused]) {
      const asText = writeDecimal(number);
      assert.equal(codec.encode(number, undefined).ok, taken.includes(number), `${codec.kind} writes ${number}`);
      assert.equal(codec.decode(asText).ok, taken.includes(number), `${codec.kind} reads ${number}`);
    }
  }
});

test('a negative text is no 32-bit unsigned number, so nothing reads it as less than zero', () => {
  assert.equal(dword().decode(writeDecimal(-1)).ok, false);
});

test('what is not a number is refused with the reason', () => {
  const texts = ['', ' 1', '1 ', '+1', '01', '1.0', '0x1', '-0', '12345678901', '١'];
  for (const text of texts) {
    const raw = { type: REG_SZ, data: writeText(text) };
    assert.deepEqual(decimalText().decode(raw), { ok: false, error: 'its text is not a whole number' }, text);
  }
  const short = dword().decode({ type: REG_DWORD, data: Uint8Array.of(1) });
  assert.deepEqual(short, { ok: false, error: 'its REG_DWORD has 1 bytes instead of 4' });
  const bytes = dword().decode({ type: REG_BINARY, data: Uint8Array.of(1, 0, 0, 0) });
  assert.deepEqual(bytes, { ok: false, error: 'it is REG_BINARY, not REG_DWORD' });
  for (const value of ['1', 1.5, Number.NaN, true, []]) assert.equal(dword().encode(value, undefined).ok, false);
});

test('numbers are described by their words', () => {
  assert.equal(choice(MODES).describe(0), 'dark');
  assert.equal(dword(MODES).describe(7), '7');
});

test('64 bits are held as far as JSON holds them exactly', () => {
  const codec = qword();
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      const written = codec.encode(number, undefined);
      assert.ok(written.ok);
      assert.deepEqual([written.value.type, written.value.data.length], [REG_QWORD, 8]);
      assert.deepEqual(codec.decode(written.value), { ok: true, value: number });
    }),
  );
  assert.equal(codec.decode({ type: REG_QWORD, data: new Uint8Array(8).fill(0xff) }).ok, false);
  assert.equal(codec.decode({ type: REG_QWORD, data: new Uint8Array(4) }).ok, false);
  assert.deepEqual(codec.decode(writeDword(7)), { ok: true, value: 7 }, 'a shorter one is understood');
});
