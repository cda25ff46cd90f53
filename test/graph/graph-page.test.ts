import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GRAPH_PAGE, graphPage } from '../../scripts/graph-page.ts';

test('docs/admin/graph.md shows operations and scopes as they are (node bin/run.mjs scripts/graph-page.ts)', () => {
  const page = readFileSync(GRAPH_PAGE, 'utf8');
  assert.ok(page === graphPage(page), 'the page is old');
});
