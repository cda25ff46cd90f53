import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toUtf16le } from '../lib/bytes.ts';
import { type ApplicationContent, decodeApplicationValue } from './application-value.ts';

const CHANGED = 133_000_000_000_000_000n;

function decode(type: number, content: Uint8Array): ApplicationContent | undefined {
  const data = new Uint8Array(content.length + 8);
  data.set(content);
  new DataView(data.buffer).setBigUint64(content.length, CHANGED, true);
  const decoded = decodeApplicationValue({ type, data });
  if (decoded !== undefined) assert.equal(decoded.changed, CHANGED);
  return decoded?.content;
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

test('each type is decoded from its bytes', () => {
  const cases: readonly (readonly [number, Uint8Array, ApplicationContent])[] = [
    [0x5f5e101, bytes(200), { kind: 'uint8', value: 200 }],
    [0x5f5e104, bytes(254, 255, 255, 255), { kind: 'int32', value: -2 }],
    [0x5f5e105, bytes(254, 255, 255, 255), { kind: 'uint32', value: 0xfffffffe }],
    [0x5f5e106, bytes(255, 255, 255, 255, 255, 255, 255, 255), { kind: 'int64', value: -1n }],
    [0x5f5e109, bytes(0, 0, 0, 0, 0, 0, 0xf8, 0x3f), { kind: 'double', value: 1.5 }],
    [0x5f5e10b, bytes(1), { kind: 'boolean', value: true }],
    [0x5f5e10c, toUtf16le('é\0'), { kind: 'string', value: 'é' }],
    [0x5f5e10e, bytes(1, 0, 0, 0, 0, 0, 0, 0), { kind: 'dateTime', value: 1n }],
    [
      0x5f5e110,
      bytes(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15),
      { kind: 'guid', value: '00010203-0405-0607-0809-0a0b0c0d0e0f' },
    ],
    [0x5f5e111, bytes(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0), { kind: 'point', value: [1, -2] }],
  ];
  for (const [type, data, expected] of cases) assert.deepEqual(decode(type, data), expected);
});

test('a composite is decoded into its entries', () => {
  const entry = new Uint8Array(24);
  const view = new DataView(entry.buffer);
  view.setUint32(0, 20, true);
  view.setUint32(4, 4, true);
  view.setUint32(8, 1, true);
  entry.set(toUtf16le('a\0'), 12);
  view.setInt32(16, -7, true);
  const expected = { kind: 'composite', value: new Map([['a', { kind: 'int32', value: -7 }]]) };
  assert.deepEqual(decode(0x5f5e10d, entry), expected);
  assert.equal(decode(0x5f5e10d, entry.subarray(0, 19))?.kind, 'bytes');
});

test('any bytes of any type give a content or nothing, never an error', () => {
  const types = fc.integer({ min: 0x5f5e0fe, max: 0x5f5e130 });
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 64 }), (type, data) => {
      const decoded = decodeApplicationValue({ type, data });
      assert.equal(decoded === undefined, type < 0x5f5e101 || type > 0x5f5e125 || data.length < 8);
      if (decoded?.content.kind === 'bytes') assert.deepEqual(decoded.content.value, data.subarray(0, -8));
    }),
  );
});
