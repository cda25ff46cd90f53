// Which Autopilot profile a device was, or will be, set up with, where no record names it: the one that Autopilot's list has
// beside the device, else the only one that is assigned to the device's groups. Sources: Microsoft Graph reference,
// windowsAutopilotDeviceIdentity (deploymentProfile, deploymentProfileAssignmentStatus, enrollmentState).
//
// Guarantees: nothing is said of a device that Autopilot does not list, of one that was under management before Autopilot
// knew it, and of one that several profiles may reach. Profiles are assigned to groups of devices; people's groups do not count.

import { type Assignment, reachOf } from '../policy/assignment.ts';
import { type KnownRecord, object, type RecordBody, text } from './record.ts';

export type ProfileForSome = { readonly record: KnownRecord; readonly assignments: readonly Assignment[] };

export type Asked = {
  /** All of the device. */
  readonly records: readonly KnownRecord[];
  /** The tenant's Autopilot profiles. */
  readonly profiles: readonly ProfileForSome[];
  /** That the device is in; left out where nobody knows. */
  readonly groupIds: readonly string[] | undefined;
};

export function assignedProfile({ records, profiles, groupIds }: Asked): KnownRecord | undefined {
  const listed = records.find(({ kind }) => kind === 'autopilotDeviceIdentity');
  if (listed === undefined || !isOfAutopilot(listed.body, records)) return undefined;
  const beside = object(listed.body, 'deploymentProfile') ?? object(listed.body, 'intendedDeploymentProfile');
  if (beside !== undefined) return knownAs(beside, profiles) ?? { ...listed, kind: 'autopilotProfile', body: beside };
  if (/^notAssigned/i.test(text(listed.body, 'deploymentProfileAssignmentStatus') ?? '')) return undefined;
  return onlyReaching(profiles, groupIds);
}

/** It went through Autopilot, or it was not set up yet. */
function isOfAutopilot(listed: RecordBody, records: readonly KnownRecord[]): boolean {
  const isEnrolled = text(listed, 'enrollmentState')?.toLowerCase() === 'enrolled';
  return isEnrolled || !records.some(({ kind }) => kind === 'managedDevice');
}

/** What the tenant has of it is the whole profile; what stands beside a device may be its name alone. */
function knownAs(beside: RecordBody, profiles: readonly ProfileForSome[]): KnownRecord | undefined {
  const id = text(beside, 'id')?.toLowerCase();
  return profiles.find(({ record }) => id !== undefined && text(record.body, 'id')?.toLowerCase() === id)?.record;
}

function onlyReaching(
  profiles: readonly ProfileForSome[],
  groupIds: readonly string[] | undefined,
): KnownRecord | undefined {
  const subject = { device: {}, userGroupIds: [], ...(groupIds === undefined ? {} : { deviceGroupIds: groupIds }) };
  const reaching = profiles
    .map(({ record, assignments }) => ({ record, is: reachOf(assignments, subject, []).is }))
    .filter(({ is }) => is !== 'no');
  const [only, ...others] = reaching;
  return only?.is === 'yes' && others.length === 0 ? only.record : undefined;
}
