import assert from 'node:assert/strict';
import { test } from 'node:test';

import { color } from './color.ts';

test('the same blue is named alike from either order of bytes', () => {
  assert.equal(color('ABGR').describe(0xffd7_7800), '#0078D7');
  assert.equal(color('ARGB').describe(0xc400_78d7), '#0078D7');
});
