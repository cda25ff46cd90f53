// The pages that a help desk works with name everything there is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TASK_NAMES } from '../../src/agent/schedule/task-xml.ts';
import { EVENTS } from '../../src/agent/status/event-log.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

const page = readFileSync('docs/operating/agent.md', 'utf8');

test('docs/operating/agent.md has every event with its number, every policy and every task', () => {
  for (const [name, { id }] of Object.entries(EVENTS)) assert.ok(page.includes(`| ${id} | ${name} |`), name);
  for (const { name } of WINDOWS_POLICIES) assert.match(page, new RegExp(`\\b${name}\\b`));
  for (const name of Object.values(TASK_NAMES)) assert.ok(page.includes(`\`${name}\``), name);
});

test('the detection script in docs/admin/deploy-agent.md looks for the version that is built', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.ok(readFileSync('docs/admin/deploy-agent.md', 'utf8').includes(`-eq '${version}'`));
});
