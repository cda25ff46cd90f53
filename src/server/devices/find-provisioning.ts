// The Autopilot profile, or the policy of Autopilot device preparation, that a device enrolled with: the device's records name
// it, and the tenant has it among its imported or own profiles. Two of one name tell nothing.

import type { KnownRecord } from '../../domain/enrollment/record.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Collection, findObjects, type ManagementObject } from '../policy/management-object-store.ts';

export async function findProvisioning(
  tx: TenantTransaction,
  profileName: string | undefined,
): Promise<readonly KnownRecord[]> {
  if (profileName === undefined) return [];
  const profile = await findNamed(
    tx,
    'windowsAutopilotDeploymentProfiles',
    ({ body }) => body['displayName'] === profileName,
  );
  if (profile !== undefined) return [recordOf('autopilotProfile', profile)];
  const policy = await findNamed(
    tx,
    'configurationPolicies',
    ({ body }) => body['name'] === profileName && isDevicePreparation(body['technologies']),
  );
  return policy === undefined ? [] : [recordOf('devicePreparationPolicy', policy)];
}

async function findNamed(
  tx: TenantTransaction,
  collection: Collection,
  isIt: (object: ManagementObject) => boolean,
): Promise<ManagementObject | undefined> {
  const [found, ...others] = (await findObjects(tx, collection)).filter(isIt);
  return others.length === 0 ? found : undefined;
}

/** Device preparation policies are the settings catalog's, for the time of enrollment. */
function isDevicePreparation(technologies: unknown): boolean {
  return typeof technologies === 'string' && technologies.split(',').includes('enrollment');
}

function recordOf(kind: KnownRecord['kind'], { body, modifiedAt }: ManagementObject): KnownRecord {
  return { kind, body, importedAt: modifiedAt.getTime() };
}
