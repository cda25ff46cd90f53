// What goes onto a device: the agent's commands, and nothing of the service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { bundleAgent, strangersIn } from '../../scripts/agent-bundle.ts';

test("the agent's executable holds the device's commands and nothing of the service", async () => {
  const { code, metafile } = await bundleAgent();
  assert.deepEqual(strangersIn(metafile), []);
  assert.ok(code.length < 2_000_000, `${code.length} characters`);
  for (const needed of [
    'src/agent/registry/live-registry.ts',
    'scripts/koffi-asset.cjs',
    'src/agent/schedule/run-backup.ts',
  ]) {
    assert.ok(Object.hasOwn(metafile.inputs, needed), needed);
  }
});

test('the check finds the service where it is', async () => {
  const { metafile } = await build({
    entryPoints: ['src/bin/keepsake.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  assert.ok(strangersIn(metafile).includes('src/server/service.ts'));
});
