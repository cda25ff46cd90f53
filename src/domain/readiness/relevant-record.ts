// What of a record says something about a device that others may have in common with it. Records of a million devices come down
// to a few thousand that differ, and each is read once.
//
// A law test holds that nothing else of a record says anything, but what the device is called.

import { DEVICE_MEMBERS } from '../enrollment/device-members.ts';
import { type DeviceRecordKind, member, type RecordBody } from '../enrollment/record.ts';

/** Whose values matter, by kind. */
const SAYING: Readonly<Record<DeviceRecordKind, readonly string[]>> = {
  managedDevice: named(
    `osVersion joinType complianceState managedDeviceOwnerType ownerType skuNumber skuFamily model manufacturer
     deviceEnrollmentType enrollmentType enrollmentProfileName managementAgent`,
  ),
  device: named(
    `operatingSystemVersion trustType isCompliant deviceOwnership model manufacturer profileType systemLabels
     enrollmentType enrollmentProfileName`,
  ),
  autopilotDeviceIdentity: named(
    'model manufacturer enrollmentState deploymentProfile intendedDeploymentProfile deploymentProfileAssignmentStatus',
  ),
  cloudPC: named('provisioningType'),
};

/** Of which it matters whether they are there: empty is not the same as left out. */
const PRESENT: Readonly<Record<DeviceRecordKind, readonly string[]>> = {
  managedDevice: ['userId', 'userPrincipalName'],
  device: [],
  autopilotDeviceIdentity: [],
  cloudPC: [],
};

/** Names in Graph's spelling are found at once; the others by looking at every member. */
export function relevantRecord(kind: DeviceRecordKind, body: RecordBody): RecordBody {
  const isSpelled = Object.keys(body).every((name) => Object.hasOwn(DEVICE_MEMBERS[kind], name) || name.includes('@'));
  const value = (name: string) => (isSpelled ? body[name] : member(body, name));
  const said = SAYING[kind].map((name) => [name, value(name)] as const);
  const present = PRESENT[kind].map((name) => {
    const it = value(name);
    return [name, typeof it === 'string' && it.trim() !== '' ? 'somebody' : it] as const;
  });
  return Object.fromEntries([...said, ...present].filter(([, it]) => it !== undefined)) as RecordBody;
}

/** `undefined`: the record does not tell. */
export function isOfWindows(body: RecordBody): boolean | undefined {
  const system = member(body, 'operatingSystem');
  if (typeof system !== 'string' || system.trim() === '') return undefined;
  return /^windows(?!\s*(phone|mobile|holographic))/i.test(system.trim());
}

/** Names with spaces between them. */
function named(names: string): readonly string[] {
  return names.split(/\s+/);
}
