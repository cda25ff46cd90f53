// Every requirement names rules and tests that are there, and every rule says of which requirement it is.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { ELSEWHERE, REQUIREMENTS } from './requirements.ts';

const LIST = '../shared/reference/requirements.md';

test('each requirement names rules that are there, and tests that are there', () => {
  for (const { row, rules, tests } of REQUIREMENTS) {
    for (const id of rules) {
      assert.ok(
        RULES.some((rule) => rule.id === id),
        `${row}: there is no rule ${id}`,
      );
    }
    areHeld(row, tests);
  }
  for (const { says, tests } of ELSEWHERE) areHeld(says, tests);
});

function areHeld(what: string, tests: readonly string[]): void {
  assert.ok(tests.length > 0, `${what}: nothing holds it`);
  for (const reference of tests) {
    const [file = '', name = ''] = reference.split(' › ');
    assert.ok(existsSync(file), `${what}: there is no ${file}`);
    assert.ok(name !== '' && readFileSync(file, 'utf8').includes(name), `${what}: ${file} has no test "${name}"`);
  }
}

test('each rule is of the requirements that name it, but for announcements', () => {
  for (const { id, requirements } of RULES) {
    const naming = REQUIREMENTS.filter(({ rules, row }) => rules.includes(id) && row !== 'R29').map(({ row }) => row);
    assert.deepEqual([...requirements].toSorted(), naming.toSorted(), id);
  }
});

test('rows are in order, once each, and none of the list is missing', (context) => {
  const rows = REQUIREMENTS.map(({ row }) => row);
  assert.deepEqual(
    rows,
    rows.map((_, index) => `R${index + 1}`),
  );
  if (!existsSync(LIST)) return context.skip(`${LIST} is not there to compare with`);
  const listed = [...readFileSync(LIST, 'utf8').matchAll(/^\| (R\d+) \|/gm)].map(([, row]) => row);
  assert.deepEqual(rows, listed);
});
