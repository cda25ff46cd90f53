import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { CATALOG_PAGE, catalogPage } from '../../scripts/catalog-page.ts';

test('docs/catalog.md is what the catalog says (node bin/run.mjs scripts/catalog-page.ts)', () => {
  assert.equal(readFileSync(CATALOG_PAGE, 'utf8'), catalogPage());
});
