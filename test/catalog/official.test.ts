// Our rows of the official catalogue against an independent copy of it: the same groups in the same order with the same marks,
// and at least as many rows as each names.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { OFFICIAL } from '../../src/domain/catalog/official/official.ts';
import type { Support } from '../../src/domain/catalog/official/official-row.ts';

const path = join(import.meta.dirname, '../../../shared/reference/windows-backup-facts.md');
const skip = existsSync(path) ? false : 'the facts (../shared/reference/windows-backup-facts.md) are not here';

/** As counted by hand in the catalogue dated 2025-04-22, and in the list of what roams beside it. */
const GROUPS = 65;
const ROWS_OF_PAGES = 296;
const ROWS_OF_ROAMING = 21;

const pages = OFFICIAL.filter((group) => group.page !== 'Roaming');
const roaming = OFFICIAL.filter((group) => group.page === 'Roaming');

test('there are as many rows as were counted', () => {
  assert.equal(pages.length, GROUPS);
  assert.equal(pages.flatMap((group) => group.rows).length, ROWS_OF_PAGES);
  assert.equal(roaming.flatMap((group) => group.rows).length, ROWS_OF_ROAMING);
});

test('groups, their marks and their number of rows are those of the facts', { skip }, () => {
  const lines = tableLines();
  assert.equal(lines.length, GROUPS);
  for (const [i, { settings, windows11, windows10 }] of lines.entries()) {
    const group = pages[i];
    assert.ok(group !== undefined);
    const where = `${group.page} › ${group.group}`;
    assert.deepEqual([group.windows11, group.windows10], [support(windows11), support(windows10)], where);
    // What follows a dash is a remark.
    const [names = ''] = settings.split(' — ');
    assert.ok(group.rows.length >= names.split(';').length, `${where} has fewer rows than: ${settings}`);
  }
});

type Line = { readonly settings: string; readonly windows11: string; readonly windows10: string };

function tableLines(): readonly Line[] {
  const text = readFileSync(path, 'utf8');
  const table = text.slice(text.indexOf('| Page › group |')).split('\n\n', 1)[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map((line) => {
      const [, , settings = '', windows11 = '', windows10 = ''] = line.split('|').map((cell) => cell.trim());
      return { settings, windows11, windows10 };
    });
}

function support(mark: string): Support {
  if (mark.startsWith('✅ ≤23H2')) return 'until23H2';
  return mark === '✅' ? 'yes' : mark === '❌' ? 'no' : 'unlisted';
}
