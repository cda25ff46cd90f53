// What an operator types: an organization with the id of its directory, issuers added, checked, listed and removed. The issuer
// is a server of the test's; its metadata are asked for over real HTTP by the program's own process.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTestFolder } from '../database.ts';
import { makeKey, startIssuer } from './issuer-server.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/keepsake.mjs');
const DIRECTORY = 'dddddddd-0000-4000-8000-00000000000d';
type Said = { readonly status: number | null; readonly json: Record<string, unknown> };
type Check = {
  readonly deviceFlow: boolean;
  readonly problems: string[];
  readonly keys: { readonly usable: string[] };
};

test('keepsake issuer: Entra by a shorthand, any other by its address, and what is wrong with one', async () => {
  const { folder, remove } = await makeTestFolder();
  const [good, broken] = [await startIssuer((await makeKey('k1')).jwk), await startIssuer()];
  const keepsake = program({ KEEPSAKE_DATA: join(folder, 'data') });
  try {
    const tenant = await keepsake('tenant', 'create', 'Contoso', '--id', DIRECTORY);
    assert.equal(tenant.json['tenantId'], DIRECTORY);
    assert.equal((await keepsake('tenant', 'create', 'Other', '--id', DIRECTORY)).status, 1, 'the id is taken');
    const issuer = (verb: string, ...words: string[]) => keepsake('issuer', verb, '--tenant', 'Contoso', ...words);

    const entra = await issuer('add', '--entra', 'same', '--client-id', 'api', '--sign-in-client-id', 'cli');
    assert.equal(entra.json['issuer'], `https://login.microsoftonline.com/${DIRECTORY}/v2.0`);
    assert.partialDeepStrictEqual(entra.json['settings'], {
      issuers: [entra.json['issuer'], `https://sts.windows.net/${DIRECTORY}/`],
      jwksUrl: `https://login.microsoftonline.com/${DIRECTORY}/discovery/v2.0/keys`,
      audiences: ['api', 'api://api'],
      directoryTenantId: DIRECTORY,
    });
    assert.equal((await issuer('add', '--entra', 'same', '--client-id', 'api')).status, 1, 'trusted already');
    const listed = (await issuer('list')).json['issuers'] as { kind: string }[];
    assert.deepEqual(
      listed.map(({ kind }) => kind),
      ['embedded', 'entra'],
    );
    assert.equal((await issuer('remove', entra.json['issuer'])).status, 0);

    const claim = ['--claim', 'roles=realm_access.roles'];
    assert.equal((await issuer('add', '--generic', good.url, '--audience', 'keepsake', ...claim)).status, 0);
    const well = await issuer('check');
    const [checked] = well.json['checks'] as Check[];
    assert.deepEqual([well.status, checked?.problems, checked?.keys.usable], [0, [], ['k1 RSA']]);
    assert.equal(checked?.deviceFlow, false);
    assert.equal((await issuer('add', '--generic', broken.url, '--audience', 'keepsake')).status, 0);
    const wrong = await issuer('check');
    assert.equal(wrong.status, 3);
    assert.match(String((wrong.json['checks'] as Check[])[1]?.problems), /none of its keys/);

    for (const refused of [
      ['--generic', 'http://id.contoso.example', '--audience', 'x'],
      ['--generic', good.url, '--audience', 'x', '--claim', 'shoe=size'],
      ['--generic', good.url],
      ['--entra', 'same'],
    ]) {
      const { status, json } = await issuer('add', ...refused);
      assert.deepEqual([status, (json['error'] as { code: string }).code], [1, 'bad-request'], refused.join(' '));
    }
  } finally {
    await Promise.all([good.close(), broken.close()]);
    await remove();
  }
});

/** In its own process, and without holding up this one, which answers for the issuers. */
function program(environment: NodeJS.ProcessEnv): (...words: string[]) => Promise<Said> {
  return async (...words) => {
    const child = spawn(process.execPath, [PROGRAM, ...words, '--json'], { env: { ...process.env, ...environment } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    assert.notEqual(stdout, '', stderr);
    return { status, json: JSON.parse(stdout) as Record<string, unknown> };
  };
}
