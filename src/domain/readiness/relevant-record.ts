// What of a record says something about a device that others may have in common with it. Records of a million devices come down
// to a few thousand that differ, and each is read once.
//
// A law test holds that nothing else of a record says anything, but what the device is called.

import type { Json } from '../../lib/canonical-json.ts';
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

export function relevantRecord(kind: DeviceRecordKind, body: RecordBody): RecordBody {
  const relevant: Record<string, Json> = {};
  for (const name of SAYING[kind]) {
    const value = member(body, name);
    if (value !== undefined) relevant[name] = value;
  }
  for (const name of PRESENT[kind]) {
    const value = member(body, name);
    if (value !== undefined) relevant[name] = typeof value === 'string' && value.trim() !== '' ? 'somebody' : value;
  }
  return relevant;
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
