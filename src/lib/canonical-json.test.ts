import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from './canonical-json.ts';

test('canonical JSON reads back as the same value, whatever the order its members were given in', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value as Json);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(value as Json)), text);
    }),
  );
});

test('canonical JSON follows RFC 8785: sorted members, shortest numbers, no white space', () => {
  assert.equal(
    canonicalJson({ b: [1.0, 1e21, -0], a: '€\u0007', é: null, A: true }),
    '{"A":true,"a":"€\\u0007","b":[1,1e+21,0],"é":null}',
  );
});

test('canonical JSON refuses what JSON can not say', () => {
  assert.throws(() => canonicalJson(Number.NaN), TypeError);
  assert.throws(() => canonicalJson(undefined as unknown as Json), TypeError);
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
