// The commands about keys, as an operator runs them on a data folder.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keyConfiguration } from '../../src/bin/configuration.ts';
import type { ErasureReceipt, KeyStatus } from '../../src/protocol/operations/keys.ts';
import { openKeyProvider } from '../../src/server/crypto/open-key-provider.ts';
import { makeTestFolder } from '../database.ts';
import { runProgram } from './run-program.ts';
import { newKeyText } from './test-keys.ts';

test('keys are made, seen, rotated and destroyed; holds keep; erasing gives a receipt that verifies', async () => {
  const { folder, remove } = await makeTestFolder();
  const data = join(folder, 'data');
  const file = join(data, 'keys.json');
  const run = async (words: readonly string[], code = 0, environment: NodeJS.ProcessEnv = {}) => {
    const ran = await runProgram([...words, '--json'], { KEEPSAKE_DATA: data, ...environment });
    assert.equal(ran.code, code, `${words.join(' ')}\n${ran.stdout}${ran.stderr}`);
    return JSON.parse(ran.stdout) as Record<string, unknown> & {
      error?: { code: string; detail: string; fix: string };
    };
  };
  const who = ['--tenant', 'Contoso', '--user', 'anna@contoso.example'];
  try {
    await run(['tenant', 'create', 'Contoso']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(!existsSync(join(data, 'postgres', 'keys.json')), "not in PostgreSQL's own folder");
    await run(['enroll', ...who, '--device', 'PC-1', '--out', join(folder, 'anna.json')]);
    const [first] = await statusOf(run);
    const created = await run(['keys', 'create']);
    assert.equal((await run(['keys', 'destroy', first?.keys[0]?.providerKeyId ?? ''], 1)).error?.code, 'key-in-use');
    await run(['keys', 'rotate', '--people']);
    const [second] = await statusOf(run);
    assert.equal(second?.keys[0]?.providerKeyId, created['keyId']);
    await run(['keys', 'destroy', first?.keys[0]?.providerKeyId ?? '']);

    // Losing the file is announced as what it is, and nothing is made in its place.
    renameSync(file, `${file}.away`);
    const lost = await run(['serve', '--port', '0'], 1);
    assert.equal(lost.error?.code, 'key-lost');
    assert.ok(!existsSync(file));
    const wrong = await run(['serve', '--port', '0'], 1, { KEEPSAKE_KEY: newKeyText() });
    assert.match(wrong.error?.detail ?? '', new RegExp(`1 tenant.*${String(created['keyId'])}`));
    renameSync(`${file}.away`, file);

    const hold = await run(['hold', 'add', ...who, '--reason', 'Case 4711 of the court']);
    assert.equal((await run(['erase', ...who], 1)).error?.code, 'on-hold');
    await run(['hold', 'remove', '--tenant', 'Contoso', String(hold['holdId'])]);
    const out = join(folder, 'receipt.json');
    await run(['erase', ...who, '--out', out]);
    const receipt = JSON.parse(readFileSync(out, 'utf8')) as ErasureReceipt;
    await run(['erase', 'verify', out, '--key', receipt.publicKey]);
    await run(['erase', 'verify', out, '--key', newKeyText()], 1);
    await run(['erase', 'allow', ...who]);
  } finally {
    await remove();
  }
});

test('with a server of its own and no key configured, nothing starts and nothing is made', async () => {
  process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1/nothing';
  try {
    const opened = await openKeyProvider(keyConfiguration(undefined), async () => true);
    assert.ok(!opened.ok && opened.error.code === 'key-not-configured');
    assert.match(opened.error.fix, /KEEPSAKE_KEY_FILE.*keys create/);
  } finally {
    delete process.env['DATABASE_URL'];
  }
});

async function statusOf(run: (words: readonly string[]) => Promise<Record<string, unknown>>) {
  return (await run(['keys', 'status']))['tenants'] as readonly KeyStatus[];
}
