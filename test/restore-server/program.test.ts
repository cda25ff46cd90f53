// `keepsake why`, run as a help desk runs it, in a process of its own.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../../src/bin/exit.ts';
import { makeTestFolder } from '../database.ts';
import { runKeepsake, tryKeepsake } from '../fixtures/program.ts';

type Told = {
  readonly decision: { readonly verdict: string };
  readonly facts: { readonly device: object };
};

test('why says what is missing, lists what was decided, and decides from a file', async () => {
  const { folder, remove } = await makeTestFolder();
  const environment = { KEEPSAKE_DATA: join(folder, 'data'), DATABASE_URL: '' };
  const anna = ['--tenant', 'Contoso', '--user', 'anna@contoso.example', '--device'];
  const why = (...words: string[]) => tryKeepsake(['why', ...words], environment);
  try {
    runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment);
    const credential = join(folder, 'credential.json');
    runKeepsake(['enroll', ...anna.slice(0, 4), '--device', 'PC-1', '--out', credential, '--json'], environment);
    const told = why(...anna, 'pc-1', '--phase', 'inUse');
    assert.equal(told.status, EXIT.done, told.stderr);
    assert.match(told.stdout, /^anna@contoso\.example on PC-1, now:/);
    assert.match(told.stdout, /restore-policy-not-configured\]/);
    assert.match(told.stdout, /Fix: Enable "Enable Windows Restore"/);
    assert.match(told.stdout, /It is not known .* \(device\.windowsBuild\)/);
    assert.match(why(...anna, 'PC-1', '--history').stdout, /^Nothing was decided/);
    assert.match(tryKeepsake(['restores', '--tenant', 'Contoso'], environment).stdout, /^Nobody was offered/);

    const mistaken = why(...anna, 'PC-2', '--phase', 'inUse');
    assert.equal(mistaken.status, EXIT.failed);
    assert.match(mistaken.stderr, /There is no device "PC-2"\. Nearest: "PC-1"/);
    assert.match(why(...anna, 'PC-1').stderr, /--phase/);
    assert.match(why(...anna, 'PC-1', '--phase', 'oobe', '--at', 'yesterday').stderr, /"yesterday" is no time/);
    assert.match(why(...anna, 'PC-1', '--phase', 'oobe', '--at', '2026-01-01').stderr, /nothing was decided/);

    const json = runKeepsake(['why', ...anna, 'PC-1', '--phase', 'inUse', '--json'], environment) as Told;
    assert.equal(json.decision.verdict, 'ineligible');
    const file = join(folder, 'facts.json');
    writeFileSync(file, JSON.stringify(json));
    const nowhere = { KEEPSAKE_DATA: '/nowhere', DATABASE_URL: '' };
    const again = runKeepsake(['why', '--facts', file, '--json'], nowhere) as Told['decision'];
    assert.equal(again.verdict, 'ineligible');
    writeFileSync(file, JSON.stringify({ ...json.facts, device: { joinState: 'by magic' } }));
    const broken = tryKeepsake(['why', '--facts', file], nowhere);
    assert.equal(broken.status, EXIT.failed);
    assert.match(broken.stderr, /\/device\/joinState/);
  } finally {
    await remove();
  }
});
