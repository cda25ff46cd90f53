import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ELIGIBILITY_PAGE, eligibilityPage } from '../../scripts/eligibility-page.ts';

test('docs/eligibility.md is what the rules and tables say (node bin/run.mjs scripts/eligibility-page.ts)', () => {
  assert.equal(readFileSync(ELIGIBILITY_PAGE, 'utf8'), eligibilityPage());
});
