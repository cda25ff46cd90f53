// Which records are one device: by the directory's id, by the only computer of a name, by the only entry of Autopilot with its
// serial number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceRecordKind, RecordBody } from '../../src/domain/enrollment/record.ts';
import { deviceRecordOf } from '../../src/domain/import/device-record.ts';
import { gatherFleet, type Gathering } from '../../src/domain/readiness/gather.ts';
import { expectOk } from '../database.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from '../devices/made-records.ts';

test('a computer is found by any of its names, in any case, and not by one that several bear', () => {
  const gathering = gatherFleet();
  add(gathering, 'managedDevice', madeManagedDevice(1, { deviceName: 'Anna' }));
  add(gathering, 'device', madeDirectoryDevice(1, { displayName: 'Anna-new' }));
  assert.equal(gathering.recorded(undefined, 'ANNA'), 0);
  assert.equal(gathering.recorded(undefined, 'anna-NEW'), 0);
  assert.equal(gathering.recorded(idOf('d', 1), 'whatever'), 0);
  add(gathering, 'autopilotDeviceIdentity', { id: idOf('6', 1), serialNumber: 'X', displayName: 'Bea' });
  assert.equal(gathering.recorded(undefined, 'Bea'), undefined, 'what Autopilot shows may be anything');
  add(gathering, 'managedDevice', madeManagedDevice(2, { deviceName: 'anna' }));
  assert.equal(gathering.recorded(undefined, 'Anna'), undefined);
  assert.deepEqual([0, 1].map(gathering.gathered().deviceName), ['Anna', 'Bea']);
});

test("an entry of Autopilot is the device's that has its serial number, whichever is read first, and never one of two", () => {
  const managed: readonly [DeviceRecordKind, RecordBody] = ['managedDevice', madeManagedDevice(1)];
  const directory: readonly [DeviceRecordKind, RecordBody] = ['device', madeDirectoryDevice(1)];
  const listed: readonly [DeviceRecordKind, RecordBody] = ['autopilotDeviceIdentity', listedDevice(1)];
  const again: readonly [DeviceRecordKind, RecordBody] = ['autopilotDeviceIdentity', listedDevice(2)];
  assert.deepEqual(kindsOf(managed, directory, listed), [['autopilotDeviceIdentity', 'device', 'managedDevice']]);
  assert.deepEqual(kindsOf(listed, directory, managed), [['autopilotDeviceIdentity', 'device', 'managedDevice']]);
  const apart = [['device', 'managedDevice'], ['autopilotDeviceIdentity'], ['autopilotDeviceIdentity']];
  assert.deepEqual(kindsOf(managed, directory, listed, again), apart);
});

function listedDevice(nth: number): RecordBody {
  return { id: idOf('6', nth), serialNumber: 'sn-1', enrollmentState: 'enrolled', groupTag: String(nth) };
}

/** Of each device. */
function kindsOf(...records: readonly (readonly [DeviceRecordKind, RecordBody])[]): readonly (readonly string[])[] {
  const gathering = gatherFleet();
  for (const [kind, body] of records) add(gathering, kind, body);
  const { deviceCount, recordsOf, isOfAnother } = gathering.gathered();
  return Array.from({ length: deviceCount }, (_, at) => at)
    .filter((at) => !isOfAnother(at))
    .map((at) =>
      recordsOf(at)
        .map(({ kind }) => kind)
        .toSorted(),
    );
}

function add(gathering: Gathering, kind: DeviceRecordKind, body: RecordBody): void {
  gathering.addRecord(expectOk(deviceRecordOf(kind, body)));
}
