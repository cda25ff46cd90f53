import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { toUtf16le } from '../../../lib/bytes.ts';
import { REG_BINARY } from '../../../regf/value-type.ts';
import { logFont } from './log-font.ts';

const codec = logFont();

/** As Windows 11 at 96 DPI keeps the font of its captions. */
const SEGOE = ['Segoe UI', '-12', '0', '0', '0', '400', '0000000100000500'];

test('the fonts that Windows ships are read as people name them', () => {
  const data = new Uint8Array(92);
  const view = new DataView(data.buffer);
  view.setInt32(0, -12, true);
  view.setInt32(16, 400, true);
  data.set([0, 0, 0, 1, 0, 0, 5, 0], 20);
  data.set(toUtf16le('Segoe UI\0left over'), 28);
  assert.deepEqual(codec.decode({ type: REG_BINARY, data }), { ok: true, value: SEGOE });
  assert.equal(codec.describe(SEGOE), 'Segoe UI, height -12, weight 400');
});

test('every font reads back as itself, and what lay behind the name is gone', () => {
  const number = fc.integer({ min: -9999, max: 9999 }).map(String);
  const face = fc.stringMatching(/^[A-Za-z ]{1,31}$/);
  const style = fc.stringMatching(/^[0-9a-f]{16}$/);
  fc.assert(
    fc.property(face, fc.tuple(number, number, number, number, number), style, (name, numbers, bytes) => {
      const value = [name, ...numbers, bytes];
      const written = codec.encode(value, undefined);
      assert.ok(written.ok);
      assert.equal(written.value.data.length, 92);
      assert.deepEqual(codec.decode(written.value), { ok: true, value });
    }),
  );
});

test('anything else is refused', () => {
  assert.equal(codec.decode({ type: REG_BINARY, data: new Uint8Array(91) }).ok, false);
  assert.equal(codec.decode({ type: REG_BINARY, data: new Uint8Array(92) }).ok, false, 'no face');
  const wrong = [
    ['x'.repeat(32), 0],
    ['-0', 1],
    ['1e3', 2],
    ['123456', 5],
    ['00', 6],
  ] as const;
  for (const [item, at] of wrong) assert.equal(codec.encode(SEGOE.with(at, item), undefined).ok, false, item);
  assert.equal(codec.encode(SEGOE.slice(1), undefined).ok, false);
});
