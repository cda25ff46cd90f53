// The profile that is assigned to a device says how it is set up, where no record names one; and nothing that is not certain.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignedProfile, type ProfileForSome } from '../../src/domain/enrollment/assigned-profile.ts';
import type { KnownRecord, RecordBody, RecordKind } from '../../src/domain/enrollment/record.ts';
import { ok } from '../../src/lib/result.ts';
import { loadDeviceFacts } from '../../src/server/devices/load-device-facts.ts';
import { inTenant } from '../../src/server/transact.ts';
import { expectOk } from '../database.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from './made-records.ts';
import { importRecords } from './records.ts';

const PILOT = idOf('c', 1);
const record = (kind: RecordKind, body: RecordBody): KnownRecord => ({ kind, body, importedAt: 0 });
const listed = (body: RecordBody = {}) => record('autopilotDeviceIdentity', { enrollmentState: 'enrolled', ...body });
const managed = record('managedDevice', {});
const forGroup = (id: string, kind: 'group' | 'excludedGroup' = 'group', groupId = PILOT): ProfileForSome => ({
  record: record('autopilotProfile', { id }),
  assignments: [{ target: { kind, groupId } }],
});
const forAll = (id: string, ...others: ProfileForSome['assignments']): ProfileForSome => ({
  record: record('autopilotProfile', { id }),
  assignments: [{ target: { kind: 'allDevices' } }, ...others],
});

const ROWS: readonly [
  string,
  readonly KnownRecord[],
  readonly ProfileForSome[],
  readonly string[] | undefined,
  string | undefined,
][] = [
  ['assigned to a group of it', [listed(), managed], [forGroup('p')], [PILOT], 'p'],
  ['assigned to all devices', [listed()], [forAll('p')], undefined, 'p'],
  ['assigned to another group', [listed()], [forGroup('p')], [], undefined],
  ['nobody knows its groups', [listed()], [forGroup('p')], undefined, undefined],
  ['left out', [listed()], [forAll('p', { target: { kind: 'excludedGroup', groupId: PILOT } })], [PILOT], undefined],
  ['two reach it', [listed()], [forAll('p'), forGroup('q')], [PILOT], undefined],
  ['one reaches it and one may', [listed()], [forAll('p'), forGroup('q')], undefined, undefined],
  ['Autopilot does not know it', [managed], [forAll('p')], [PILOT], undefined],
  [
    'it was there before Autopilot',
    [listed({ enrollmentState: 'notContacted' }), managed],
    [forAll('p')],
    [],
    undefined,
  ],
  ['it is not set up yet', [listed({ enrollmentState: 'notContacted' })], [forAll('p')], [], 'p'],
  [
    'the list has another beside it',
    [listed({ deploymentProfile: { id: 'Q' } })],
    [forAll('p'), forGroup('q')],
    [],
    'q',
  ],
  ['the list has none', [listed({ deploymentProfileAssignmentStatus: 'notAssigned' })], [forAll('p')], [], undefined],
];

for (const [title, records, profiles, groupIds, expected] of ROWS) {
  test(`an assigned profile: ${title}`, () => {
    const found = assignedProfile({ records, profiles, groupIds });
    assert.equal(found?.body['id'], expected);
    assert.equal(found === undefined || found.kind === 'autopilotProfile', true);
  });
}

onEachServer('an assigned profile that was imported tells how the device was set up', async (service) => {
  const tenantId = await service.newTenant();
  const { enrolled } = await service.newDevice(tenantId, 'anna@contoso.example', 'PC-000004');
  const factsOf = () =>
    inTenant(service.context, tenantId, async (tx) => ok(await loadDeviceFacts(tx, enrolled.deviceId))).then(expectOk);
  const { joinType: _, ...managedDevice } = madeManagedDevice(4);
  await importRecords(service, tenantId, 'managedDevice', [managedDevice]);
  await importRecords(service, tenantId, 'device', [madeDirectoryDevice(4)]);
  await importRecords(service, tenantId, 'device', [
    { '@odata.type': '#microsoft.graph.group', id: PILOT, displayName: 'People', members: [{ id: idOf('b', 4) }] },
    {
      '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
      id: idOf('f', 1),
      displayName: 'People',
      preprovisioningAllowed: false,
      outOfBoxExperienceSetting: { deviceUsageType: 'singleUser' },
      assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: PILOT } }],
    },
  ]);
  assert.equal((await factsOf()).enrollment.mode, undefined, 'Autopilot does not know the device');
  await importRecords(service, tenantId, 'autopilotDeviceIdentity', [
    { id: idOf('9', 4), azureActiveDirectoryDeviceId: idOf('d', 4), serialNumber: 'SN-4', enrollmentState: 'enrolled' },
  ]);
  const { enrollment, device } = await factsOf();
  assert.deepEqual([enrollment.mode, device.joinState], ['userDriven', 'entraJoined']);
});
