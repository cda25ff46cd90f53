// The pages inside of the executable: all of what the built page names, under the keys that the agent asks for. What Node then
// makes of it is looked at by `npm run build:agent`, byte by byte.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { pageAssets } from '../../scripts/agent-bundle.ts';
import { filesIn } from '../../src/agent/experience/page-files.ts';

test('what the built page names is among the assets, and what the agent would serve is the same', () => {
  const assets = pageAssets();
  const page = readFileSync(assets['experience/index.html'] ?? '', 'utf8');
  const namedFiles = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, name]) => name ?? '');
  assert.ok(namedFiles.some((name) => name.endsWith('.js')));
  for (const name of namedFiles) assert.ok(Object.hasOwn(assets, `experience/${name}`), name);
  const served = filesIn(join(import.meta.dirname, '../../dist/console/experience'));
  assert.deepEqual([...served.keys()].map((name) => `experience/${name}`).toSorted(), Object.keys(assets).toSorted());
});

test('an executable with the assets finds each of them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-assets-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const entry = join(import.meta.dirname, '../../src/agent/experience/page-files.ts');
  const code = `import { pageFiles } from ${JSON.stringify(entry)};
    console.log(JSON.stringify([...pageFiles()].map(([name, { bytes }]) => [name, bytes.length])));`;
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': 'undefined' },
  });
  const [main, output, config] = ['main.cjs', 'program', 'sea.json'].map((name) => join(folder, name));
  assert.ok(main !== undefined && output !== undefined && config !== undefined);
  writeFileSync(main, outputFiles[0]?.contents ?? '');
  const assets = pageAssets();
  writeFileSync(config, JSON.stringify({ main, output, assets, disableExperimentalSEAWarning: true }));
  const made = spawnSync(process.execPath, ['--build-sea', config], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  chmodSync(output, 0o755);
  const { stdout, stderr } = spawnSync(output, [], { encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  const found = Object.fromEntries(JSON.parse(stdout) as [string, number][]);
  const expected = Object.entries(assets).map(([key, path]) => [
    key.slice('experience/'.length),
    readFileSync(path).length,
  ]);
  assert.deepEqual(found, Object.fromEntries(expected));
});
