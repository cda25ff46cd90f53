// What comes in is held to the policies again, whatever the device thought.

import assert from 'node:assert/strict';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { CAPTURE, capture, onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, choosePolicies, type RestoringDevice } from './restore-fixture.ts';

const send = (device: RestoringDevice, { manifest, ...snapshot }: Snapshot, decidedBy?: string) =>
  device.send('POST', '/v1/snapshots', {
    manifest,
    expectedHead: null,
    documents: documentTexts({ manifest, ...snapshot }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  });

onEachServer('where the policy decides, the service decides again', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const unknown = await send(fresh, capture(), 'policy');
  assert.equal(unknown.body.code, 'not-eligible');
  assert.match(unknown.body.detail, /unknown device\.windowsBuild/, 'it never said what it is');
  await fresh.checkIn();
  await choosePolicies(service, tenantId, { EnableWindowsBackup: 'disabled' });
  const refused = await send(fresh, capture(), 'policy');
  assert.equal(refused.status, 422);
  assert.match(refused.body.detail, /backup-policy-disabled/);
  assert.equal((await send(fresh, capture())).status, 200, 'an administrator names a profile');
  await choosePolicies(service, tenantId);
  assert.equal((await send(fresh, capture(), 'policy')).status, 200);
});

onEachServer('what the policies exclude is refused whoever decided, and named', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  await fresh.checkIn();
  await choosePolicies(service, tenantId, {
    EnableWindowsBackup: 'enabled',
    DisableAccessibilitySettingSync: 'enabled',
  });
  const before = await service.counts();
  for (const decidedBy of ['policy', 'administrator', undefined]) {
    const refused = await send(fresh, capture(), decidedBy);
    assert.equal(refused.body.code, 'not-eligible');
    assert.match(refused.body.detail, /exclude what the snapshot has of: accessibility\./);
  }
  assert.deepEqual(await service.counts(), before);
  const { accessibility: _, ...rest } = CAPTURE;
  assert.equal((await send(fresh, capture(rest, ['accessibility']), 'policy')).status, 200);
});
