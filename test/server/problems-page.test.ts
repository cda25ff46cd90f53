import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROBLEMS_PAGE, problemsPage } from '../../scripts/problems-page.ts';

test('docs/problems.md explains the problems as they are (node bin/run.mjs scripts/problems-page.ts)', () => {
  assert.equal(readFileSync(PROBLEMS_PAGE, 'utf8'), problemsPage());
});
