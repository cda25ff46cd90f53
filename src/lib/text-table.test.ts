import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textTable } from './text-table.ts';

/** Also what is nearly a UUID, which alone is kept in another way. */
const arbitraryText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
  fc.uuid().map((uuid) => uuid.toUpperCase()),
  fc
    .tuple(fc.uuid(), fc.nat(35), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }))
    .map(([uuid, at, other]) => uuid.slice(0, at) + other + uuid.slice(at + 1)),
);

test('a table of texts numbers them as a Map would, and gives each back', () => {
  fc.assert(
    fc.property(fc.array(arbitraryText, { maxLength: 300 }), arbitraryText, (texts, other) => {
      const [table, map] = [textTable(), new Map<string, number>()];
      for (const text of texts.map((it) => it.toWellFormed())) {
        const expected = map.get(text) ?? map.size;
        map.set(text, expected);
        assert.equal(table.numberOf(text), expected);
      }
      assert.equal(table.size, map.size);
      for (const [text, number] of map) assert.deepEqual([table.find(text), table.textOf(number)], [number, text]);
      assert.equal(table.find(other.toWellFormed()), map.get(other.toWellFormed()));
      table.close();
      for (const [text, number] of map) assert.equal(table.textOf(number), text);
    }),
  );
});

test('a table of texts grows', () => {
  const table = textTable();
  for (let round = 0; round < 2; round += 1) {
    for (let nth = 0; nth < 50_000; nth += 1) assert.equal(table.numberOf(`device ${nth}`), nth);
  }
  assert.equal(table.textOf(49_999), 'device 49999');
});
