import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameHash, sameName, upcaseName, upcaseUnit } from './upcase.ts';

test('letters map one to one, as Windows maps them', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['az09_', 'AZ09_'],
    ['éÿþ÷', 'ÉŸÞ÷'],
    ['привет ёџ', 'ПРИВЕТ ЁЏ'],
    ['αωάϋ', 'ΑΩΆΫ'],
    ['ᾀᾳῃῳ', 'ᾈᾼῌῼ'],
    ['ⓐⅷↄ', 'ⒶⅧↃ'],
    ['ａ', 'Ａ'],
    ['ⴀ', 'Ⴀ'],
  ];
  for (const [lower, upper] of pairs) assert.equal(upcaseName(lower), upper);
});

test('letters without a one-to-one capital, and those Unicode added later, stay', () => {
  for (const text of ['ß', 'ı', 'ſ', 'µ', 'ς', 'ŉ', 'ǅ', 'ΐ', 'ﬁ', 'ა', 'ꭰ', 'ꞔ', 'ԥ', '\ud83d\ude00', '\ud800']) {
    assert.equal(upcaseName(text), text);
  }
  assert.equal(sameName('STRASSE', 'straße'), false);
  assert.equal(sameName('I', 'ı'), false);
});

test('the hash is 37 times itself plus the next unit', () => {
  assert.equal(nameHash(''), 0);
  assert.equal(nameHash('ab'), 65 * 37 + 66);
  assert.equal(nameHash('\u0101'.repeat(9)), 2_783_959_296);
});

test('upper-casing keeps the length, is idempotent, and decides sameness and hashes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const upper = upcaseName(name);
      assert.equal(upper.length, name.length);
      assert.equal(upcaseName(upper), upper);
      assert.ok(sameName(name, upper));
      assert.equal(nameHash(name), nameHash(upper));
    }),
  );
  for (let unit = 0; unit < 0x10000; unit += 1) {
    assert.equal(upcaseName(String.fromCharCode(unit)), String.fromCharCode(upcaseUnit(unit)));
  }
});
