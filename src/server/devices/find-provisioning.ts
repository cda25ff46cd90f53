// The Autopilot profile, or the policy of Autopilot device preparation, that a device enrolled with: the device's records name
// it, and the tenant has it among its imported or own profiles; two of one name tell nothing. Where no record names one, the
// profile that is assigned to the device tells, as far as it certainly is the one (assigned-profile.ts).

import { assignedProfile, type ProfileForSome } from '../../domain/enrollment/assigned-profile.ts';
import type { KnownRecord } from '../../domain/enrollment/record.ts';
import { parseAssignments } from '../../domain/policy/assignment.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findObjects, type ManagementObject } from '../policy/management-object-store.ts';

export type Provisioned = {
  readonly profileName: string | undefined;
  readonly records: readonly KnownRecord[];
  /** Of the directory, that the device is in. */
  readonly groupIds: readonly string[] | undefined;
};

export async function findProvisioning(
  tx: TenantTransaction,
  { profileName, records, groupIds }: Provisioned,
): Promise<readonly KnownRecord[]> {
  // Most devices of which nothing is recorded ask for nothing.
  if (profileName === undefined && !records.some(({ kind }) => kind === 'autopilotDeviceIdentity')) return [];
  const profiles = await findObjects(tx, 'windowsAutopilotDeploymentProfiles');
  const policies = profileName === undefined ? [] : await findObjects(tx, 'configurationPolicies');
  return provisioningAmong({ profiles, policies }, { profileName, records, groupIds });
}

export type ProvisioningObjects = {
  readonly profiles: readonly ManagementObject[];
  readonly policies: readonly ManagementObject[];
};

/** The same for whoever has the tenant's objects at hand. */
export function provisioningAmong(
  { profiles, policies }: ProvisioningObjects,
  { profileName, records, groupIds }: Provisioned,
): readonly KnownRecord[] {
  if (profileName === undefined) {
    const assigned = assignedProfile({ records, groupIds, profiles: profiles.map(forSome) });
    return assigned === undefined ? [] : [assigned];
  }
  const profile = onlyOne(profiles, ({ body }) => body['displayName'] === profileName);
  if (profile !== undefined) return [recordOf('autopilotProfile', profile)];
  const policy = onlyOne(
    policies,
    ({ body }) => body['name'] === profileName && isDevicePreparation(body['technologies']),
  );
  return policy === undefined ? [] : [recordOf('devicePreparationPolicy', policy)];
}

function onlyOne(
  objects: readonly ManagementObject[],
  isIt: (object: ManagementObject) => boolean,
): ManagementObject | undefined {
  const [found, ...others] = objects.filter(isIt);
  return others.length === 0 ? found : undefined;
}

/** Whose assignments can not be read may reach anybody. */
function forSome(profile: ManagementObject): ProfileForSome {
  const assignments = parseAssignments([...profile.assignments]);
  const unreadable = [{ target: { kind: 'unsupported', type: 'unreadable' } }] as const;
  const record = recordOf('autopilotProfile', profile);
  return { record, assignments: assignments.ok ? assignments.value : unreadable };
}

/** Device preparation policies are the settings catalog's, for the time of enrollment. */
function isDevicePreparation(technologies: unknown): boolean {
  return typeof technologies === 'string' && technologies.split(',').includes('enrollment');
}

function recordOf(kind: KnownRecord['kind'], { id, body, modifiedAt }: ManagementObject): KnownRecord {
  return { kind, body: { ...body, id }, importedAt: modifiedAt.getTime() };
}
