// What the service knows of one device: its own word, completed by records that are surely its own, by the profile that these
// name, and by groups that were imported.

import assert from 'node:assert/strict';
import { ok } from '../../src/lib/result.ts';
import { type KnownDevice, loadDeviceFacts, recordDeviceReport } from '../../src/server/devices/load-device-facts.ts';
import type { DeviceReport } from '../../src/server/devices/device-report-store.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { onEachServer, type TestService } from '../server/service-fixture.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from './made-records.ts';
import { importRecords, keepRecords } from './records.ts';

onEachServer(
  'records are linked by the directory’s id, and only then by a name that is one device’s',
  async (service) => {
    const tenantId = await service.newTenant();
    const { enrolled } = await service.newDevice(tenantId, 'anna@contoso.example', 'PC-000001');
    const known = () => factsOf(service, tenantId, enrolled.deviceId);
    assert.equal((await known()).linkedBy, 'none');

    await keepRecords(service, tenantId, 'managedDevice', [madeManagedDevice(1, { skuNumber: 48 })]);
    const byName = await known();
    assert.equal(byName.linkedBy, 'name');
    assert.equal(byName.isOnlyFromRecords, true);
    assert.equal(byName.device.sku, 48);
    assert.equal(byName.device.windowsBuild, 26100);
    assert.equal(byName.cloud, 'public');

    await keepRecords(service, tenantId, 'managedDevice', [madeManagedDevice(2, { deviceName: 'pc-000001' })]);
    const ambiguous = await known();
    assert.equal(ambiguous.linkedBy, 'ambiguousName');
    assert.deepEqual(ambiguous.device, { deviceName: 'PC-000001' });

    await service.sql(
      `UPDATE device SET directory_device_id = '${idOf('d', 2)}' WHERE device_id = '${enrolled.deviceId}'`,
    );
    const byId = await known();
    assert.equal(byId.linkedBy, 'directoryId');
    assert.equal(byId.device.updateRevision, 4002);
  },
);

onEachServer('what a device says wins, but on compliance and ownership; the same again is no news', async (service) => {
  const tenantId = await service.newTenant();
  const { enrolled } = await service.newDevice(tenantId, 'anna@contoso.example', 'PC-000003');
  await keepRecords(service, tenantId, 'managedDevice', [madeManagedDevice(3)]);
  const report: DeviceReport = {
    facts: { windowsBuild: 26200, isCompliant: true, ownership: 'personal' },
    enrollment: { path: 'autopilotReset' },
    localPolicies: [{ policy: 'EnableWindowsBackup', by: 'gpo', state: 'enabled' }],
    enrollmentId: 'e1',
    reportedAt: new Date(service.context.clock()),
  };
  const record = (it: DeviceReport) =>
    inTenant(service.context, tenantId, async (tx) => {
      await asFixture(tx);
      return ok(await recordDeviceReport(tx, enrolled.deviceId, it));
    }).then(expectOk);
  assert.equal(await record(report), true);
  assert.equal(await record({ ...report, reportedAt: new Date(report.reportedAt.getTime() + 3_600_000) }), false);
  assert.equal(await record({ ...report, reportedAt: new Date(report.reportedAt.getTime() + 90_000_000) }), true);
  assert.equal(await record({ ...report, enrollmentId: 'e2' }), true);
  const { device, enrollment, isOnlyFromRecords } = await factsOf(service, tenantId, enrolled.deviceId);
  assert.equal(isOnlyFromRecords, false);
  assert.equal(device.windowsBuild, 26200);
  assert.equal(device.updateRevision, undefined, 'a revision of another build');
  assert.equal(device.isCompliant, false);
  assert.equal(device.ownership, 'company');
  assert.equal(device.joinState, 'entraJoined');
  assert.equal(enrollment.path, 'autopilotReset');
});

onEachServer(
  'the profile that a record names tells the mode, and groups hold the directory’s object',
  async (service) => {
    const tenantId = await service.newTenant();
    const { enrolled } = await service.newDevice(tenantId, 'anna@contoso.example', 'PC-000004');
    const inherited = idOf('c', 2);
    await importRecords(service, tenantId, 'managedDevice', [
      madeManagedDevice(4, { enrollmentProfileName: 'People' }),
    ]);
    await importRecords(service, tenantId, 'device', [madeDirectoryDevice(4)]);
    assert.equal((await factsOf(service, tenantId, enrolled.deviceId)).groupIds, undefined, 'nobody knows any group');
    await importRecords(service, tenantId, 'device', [
      {
        '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
        displayName: 'People',
        preprovisioningAllowed: false,
        outOfBoxExperienceSetting: { deviceUsageType: 'singleUser' },
      },
      {
        '@odata.type': '#microsoft.graph.group',
        id: idOf('c', 1),
        displayName: 'Pilot',
        members: [{ id: idOf('b', 4) }],
      },
      { '@odata.type': '#microsoft.graph.group', id: inherited, displayName: 'All', members: [{ id: idOf('c', 1) }] },
    ]);
    const known = await factsOf(service, tenantId, enrolled.deviceId);
    assert.equal(known.enrollmentProfileName, 'People');
    assert.deepEqual(known.enrollment, { mode: 'userDriven', path: 'oobeJoin' });
    assert.deepEqual(known.groupIds, [idOf('c', 1), inherited]);
  },
);

function factsOf(service: TestService, tenantId: string, deviceId: string): Promise<KnownDevice> {
  return inTenant(service.context, tenantId, async (tx) => ok(await loadDeviceFacts(tx, deviceId))).then(expectOk);
}
