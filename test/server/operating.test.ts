import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SERVICE_VARIABLES } from '../../src/bin/configuration.ts';

test("docs/operating/service.md names each of the service's variables with its default", () => {
  const text = readFileSync('docs/operating/service.md', 'utf8');
  for (const [name, { default: usual }] of Object.entries(SERVICE_VARIABLES)) {
    assert.match(text, new RegExp(`^\\| \`${name}\` \\| ${usual === '' ? '' : `\`${usual}\` `}`, 'm'));
  }
});
