import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROLES_PAGE, rolesPage } from '../../scripts/roles-page.ts';

test('docs/operating/roles.md shows the roles as they are (node bin/run.mjs scripts/roles-page.ts)', () => {
  const page = readFileSync(ROLES_PAGE, 'utf8');
  assert.equal(page, rolesPage(page));
});
