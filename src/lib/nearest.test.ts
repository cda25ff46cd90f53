import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.ts';

const NAMES = ['anna@contoso.example', 'anne@contoso.example', 'bob@contoso.example', 'PC-1', 'PC-12', 'NOTEBOOK'];

test('what is nearest to a name comes first, and what is nothing like it does not come', () => {
  assert.deepEqual(nearest('ana@contoso.example', NAMES, 2), ['anna@contoso.example', 'anne@contoso.example']);
  assert.deepEqual(nearest('anna', NAMES), ['anna@contoso.example']);
  assert.deepEqual(nearest('pc-2', NAMES), ['PC-1', 'PC-12']);
  assert.deepEqual(nearest('zzzzzzzzzzzz', NAMES), []);
});
