import assert from 'node:assert/strict';
import { test } from 'node:test';

import { catalog, settingsById } from '../catalog.ts';
import { OFFICIAL } from './official.ts';

const known = settingsById(catalog);
const rows = OFFICIAL.flatMap((group) =>
  group.rows.map((row) => ({ ...row, where: `${group.page} › ${group.group}` })),
);

test('every row of the official catalogue has an answer that holds', () => {
  for (const { where, name, answer } of rows) {
    if ('reason' in answer) {
      assert.match(answer.because, /^[A-Z].{20,}\.$/, `${where}: ${name}`);
      continue;
    }
    assert.ok(answer.settings.length > 0, `${where}: ${name}`);
    const strangers = answer.settings.filter((id) => !known.has(id));
    assert.deepEqual(strangers, [], `${where}: ${name}`);
    if (answer.but !== undefined) assert.match(answer.but, /^[A-Z].{15,}\.$/, `${where}: ${name}`);
  }
});

test('no group and no row of a group is there twice', () => {
  const groups = OFFICIAL.map((group) => `${group.page} › ${group.group}`);
  assert.equal(new Set(groups).size, groups.length);
  const named = rows.map(({ where, name }) => `${where}: ${name}`);
  assert.deepEqual(
    named.filter((name, i) => named.indexOf(name) !== i),
    [],
  );
});

test('what Microsoft backs up is carried, for the most part', () => {
  const backedUp = OFFICIAL.filter((group) => group.windows11 === 'yes').flatMap((group) => group.rows);
  const carried = backedUp.filter(({ answer }) => 'settings' in answer);
  assert.ok(carried.length > 0.65 * backedUp.length, `${carried.length} of ${backedUp.length}`);
});
