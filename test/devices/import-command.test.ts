// `keepsake import` as its user runs it: what a file holds is said, what is malformed is named and stops everything, and what is
// asked for without its secret is refused with what is missing.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTestFolder } from '../database.ts';
import { runKeepsake, tryKeepsake } from '../fixtures/program.ts';
import { madeManagedDevice } from './made-records.ts';

test('an import from the command line', async () => {
  const { folder, remove } = await makeTestFolder();
  try {
    const environment = { KEEPSAKE_DATA: join(folder, 'data') };
    runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment);
    const file = join(folder, 'devices.json');
    writeFileSync(file, JSON.stringify([madeManagedDevice(1), madeManagedDevice(2, { lastSyncDateTime: 'never' })]));

    const refused = tryKeepsake(['import', file, '--tenant', 'Contoso'], environment);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /Nothing was imported.*devices\.json#1 \(its lastSyncDateTime is no point in time\)/s);
    assert.match(refused.stderr, /--skip-malformed/);

    const words = ['import', file, '--tenant', 'Contoso', '--skip-malformed'];
    const outcome = runKeepsake([...words, '--json'], environment) as { records: object };
    assert.deepEqual(outcome.records, { managedDevice: { added: 1, changed: 0, unchanged: 0 } });
    const again = tryKeepsake(words, environment);
    assert.match(again.stdout, /managed devices: 1, malformed: 1/);
    assert.match(again.stdout, /0 added, 0 changed, 1 unchanged/);

    const live = ['import', '--graph', '--tenant', 'Contoso', '--client-id', 'x', '--directory-tenant', 'y'];
    assert.match(tryKeepsake(live, environment).stderr, /KEEPSAKE_GRAPH_CLIENT_SECRET/);
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'secret', { mode: 0o644 });
    const open = tryKeepsake([...live, '--client-secret-file', secret], environment);
    if (process.platform !== 'win32') assert.match(open.stderr, /others than its owner may use it/);
    assert.match(tryKeepsake(['import', '--tenant', 'Contoso'], environment).stderr, /Name the files/);
  } finally {
    await remove();
  }
});
