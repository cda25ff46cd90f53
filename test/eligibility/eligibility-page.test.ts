import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseBuildTable } from '../../src/domain/eligibility/parse-build-table.ts';
import { ELIGIBILITY_PAGE, eligibilityPage } from '../../scripts/eligibility-page.ts';

test('docs/eligibility.md is what the rules and tables say (node bin/run.mjs scripts/eligibility-page.ts)', () => {
  assert.equal(readFileSync(ELIGIBILITY_PAGE, 'utf8'), eligibilityPage());
});

test('the table that the page shows as an example is one', () => {
  const [, example = ''] = /```json\n([^]*?)```/.exec(eligibilityPage()) ?? [];
  const parsed = parseBuildTable(JSON.parse(example));
  assert.equal(parsed.ok && parsed.value.releases[0]?.name, 'Windows 11 24H2');
});
