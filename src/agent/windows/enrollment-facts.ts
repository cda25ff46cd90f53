// How the running Windows came into management, as far as its registry says, and the name of this enrollment.
//
// Windows keeps little of it. Known: an Autopilot profile with its bits (Microsoft's Get-AutopilotDiagnostics reads the same),
// device preparation, co-management, and Group Policy's automatic enrollment of a hybrid joined device. Not in any registry, so
// left out for the service to complete from the organization's records: joining from Settings, in bulk or by Autopilot Reset,
// and what the Enrollment Status Page installs. A pre-provisioned device has a user-driven profile; when its person signs in
// that is what it is.

import type { JoinState } from '../../domain/device/device-facts.ts';
import type { EnrollmentFacts, EnrollmentPath, ProvisioningMode } from '../../domain/enrollment/enrollment-facts.ts';
import { sha256 } from '../../lib/hash.ts';
import type { Registry } from '../registry/registry.ts';
import { numberAt, textAt } from '../registry/typed-values.ts';

export function readEnrollmentFacts(registry: Registry, joinState: JoinState | undefined): EnrollmentFacts {
  const mode = provisioningMode(registry);
  const path = enrollmentPath(registry, joinState, mode);
  return { ...(path === undefined ? {} : { path }), ...(mode === undefined ? {} : { mode }) };
}

/**
 * Names this enrollment: the GUID of the MDM's, which is another after a reset or a new enrollment. A device without an MDM is
 * named after Windows' own MachineGuid, which lives as long as the installation and does not leave the device: its hash does.
 */
export function readEnrollmentId(registry: Registry): string | undefined {
  const [enrollment] = mdmEnrollments(registry);
  if (enrollment !== undefined) return enrollment;
  const machine = textAt(registry, 'SOFTWARE', 'Microsoft\\Cryptography', 'MachineGuid');
  return machine === undefined ? undefined : `machine-${sha256(`keepsake enrollment ${machine}`).slice(0, 32)}`;
}

/** Windows brings some thirty entries of its own; an MDM's is complete and names its server. Intune's first. */
function mdmEnrollments(registry: Registry): readonly string[] {
  const names = registry.subkeyNames({ hive: 'SOFTWARE', key: ENROLLMENTS });
  if (!names.ok) return [];
  const real = names.value.filter((name) => {
    const key = `${ENROLLMENTS}\\${name}`;
    const isComplete = numberAt(registry, 'SOFTWARE', key, 'EnrollmentState') === ENROLLED;
    return GUID.test(name) && isComplete && textAt(registry, 'SOFTWARE', key, 'DiscoveryServiceFullURL') !== undefined;
  });
  const isIntune = (name: string): boolean =>
    textAt(registry, 'SOFTWARE', `${ENROLLMENTS}\\${name}`, 'ProviderID') === 'MS DM Server';
  return real.toSorted((a, b) => Number(isIntune(b)) - Number(isIntune(a)) || (a < b ? -1 : 1));
}

function provisioningMode(registry: Registry): ProvisioningMode | undefined {
  const settings = registry.valueNames({ hive: 'SOFTWARE', key: AUTOPILOT_SETTINGS });
  if (settings.ok && settings.value.some((name) => name.toUpperCase() === DEVICE_PREPARATION)) {
    return 'devicePreparation';
  }
  if (!registry.hasKey({ hive: 'SOFTWARE', key: AUTOPILOT })) return undefined;
  if (textAt(registry, 'SOFTWARE', AUTOPILOT, 'CloudAssignedTenantId') === undefined) return 'none';
  const bits = numberAt(registry, 'SOFTWARE', AUTOPILOT, 'CloudAssignedOobeConfig');
  if (bits === undefined) return undefined;
  return (bits & JOINS_BY_ITSELF) === 0 ? 'userDriven' : 'selfDeploying';
}

function enrollmentPath(
  registry: Registry,
  joinState: JoinState | undefined,
  mode: ProvisioningMode | undefined,
): EnrollmentPath | undefined {
  if ((numberAt(registry, 'SOFTWARE', 'Microsoft\\CCM', 'CoManagementFlags') ?? 0) > 0) return 'coManagement';
  if (mode !== undefined && mode !== 'none') return 'oobeJoin';
  const isInSetup = numberAt(registry, 'SYSTEM', 'Setup', 'OOBEInProgress') === 1;
  if (isInSetup && joinState === 'entraJoined') return 'oobeJoin';
  const byPolicy = numberAt(registry, 'SOFTWARE', MDM_POLICY, 'AutoEnrollMDM') === 1;
  const isEnrolled = mdmEnrollments(registry).length > 0;
  return byPolicy && isEnrolled && joinState === 'hybridJoined' ? 'groupPolicy' : undefined;
}

const ENROLLMENTS = 'Microsoft\\Enrollments';
const ENROLLED = 1;
const AUTOPILOT = 'Microsoft\\Provisioning\\Diagnostics\\Autopilot';
const AUTOPILOT_SETTINGS = 'Microsoft\\Provisioning\\AutopilotSettings';
const DEVICE_PREPARATION = 'AUTOPILOTDEVICEPREPHINT';
const MDM_POLICY = 'Policies\\Microsoft\\Windows\\CurrentVersion\\MDM';
/** Bit 64 of the profile: the device joins Entra with its own identity, nobody signs in. */
const JOINS_BY_ITSELF = 0x40;
const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
