// "Acknowledged" means on disk: the service is killed the moment it has answered, again and again, and nothing is lost.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../../src/server/database/database.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { openKeys } from '../../src/server/keys/open-keys.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, makeTestFolder } from '../database.ts';
import { CAPTURE, capture, deviceAt } from './service-fixture.ts';

test('what was acknowledged is there after the process was killed', async () => {
  const { folder, remove } = await makeTestFolder();
  const dataFolder = join(folder, 'data');
  try {
    const enrolled = await enrollOne(dataFolder);
    const stored: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { child, url } = await startProcess(dataFolder);
      const device = deviceAt(url, enrolled);
      assert.deepEqual(
        (await device.list()).body.snapshots.map((it) => it.snapshotId),
        stored.toReversed(),
      );
      for (const snapshotId of stored) assert.equal((await device.get(snapshotId)).status, 200);
      const answer = await device.backUp(
        capture({ ...CAPTURE, personalization: { 'made.up.theme': `round ${round}` } }),
      );
      child.kill('SIGKILL');
      stored.push(answer.body.snapshot.snapshotId);
      await once(child, 'exit');
    }
    const { child, url } = await startProcess(dataFolder);
    const { snapshots } = (await deviceAt(url, enrolled).list()).body;
    assert.deepEqual(
      snapshots.map((it) => it.snapshotId),
      stored.toReversed(),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expectOk(await openDatabase({ dataFolder })).close();
  } finally {
    await remove();
  }
});

async function enrollOne(dataFolder: string) {
  const database = expectOk(await openDatabase({ dataFolder }));
  const keys = expectOk(await openKeys(database, { defaultFile: join(dataFolder, 'keys.json') }));
  const context = { database, keys, clock: Date.now, randomBytes };
  const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
  const input = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC-1' };
  const enrolled = expectOk(await enroll(context, input));
  await database.close();
  return enrolled;
}

async function startProcess(dataFolder: string): Promise<{ child: ChildProcess; url: string }> {
  const program = join(import.meta.dirname, 'service-process.ts');
  const child = spawn(process.execPath, [program, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}
