import assert from 'node:assert/strict';
import { test } from 'node:test';

import { catalog, settingsById } from './catalog.ts';
import { LEFT_OUT } from './left-out.ts';
import { REASONS } from './reasons.ts';

const known = settingsById(catalog);

test('what is left out is named once, is no setting, and says why in a sentence', () => {
  const ids = LEFT_OUT.map((item) => item.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    ids.filter((id) => known.has(id)),
    [],
  );
  for (const { id, because } of LEFT_OUT) assert.match(because, /^[A-Z].{20,}\.$/, id);
});

test('what is carried in parts has parts', () => {
  for (const { id, reason, parts } of LEFT_OUT) {
    assert.equal(parts !== undefined, reason === 'carriedInParts', id);
    if (parts !== undefined)
      assert.ok(
        [...known.keys()].some((key) => key.startsWith(parts)),
        id,
      );
  }
});

test('every reason means something', () => {
  for (const words of Object.values(REASONS)) assert.match(words, /^[A-Z].{20,}\.$/);
});
