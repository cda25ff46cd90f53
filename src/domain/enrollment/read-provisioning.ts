// What the records of provisioning say of a device that they apply to: Autopilot's profiles and its list of devices, Autopilot
// device preparation, Enrollment Status Pages, Cloud PCs. Sources: Microsoft Graph reference, windowsAutopilotDeploymentProfile,
// windowsAutopilotDeviceIdentity, windows10EnrollmentCompletionPageConfiguration, cloudPC.

import type { CloudPcKind, JoinState } from '../device/device-facts.ts';
import { readHardware } from './read-hardware.ts';
import { flag, object, type RecordBody, text, wordOf } from './record.ts';
import { implied, said, type Statement } from './statement.ts';

/**
 * windowsDeviceUsageType `singleUser` is user-driven, `shared` self-deploying. A profile that allows pre-provisioning
 * (`enableWhiteGlove` before 2023) leaves open whether a technician did it: how the device joined tells.
 */
export function readAutopilotProfile(body: RecordBody): readonly Statement[] {
  const deviceType = text(body, 'deviceType');
  if (deviceType !== undefined && !/^windowsPc$/i.test(deviceType)) return [];
  const experience = object(body, 'outOfBoxExperienceSetting') ?? object(body, 'outOfBoxExperienceSettings');
  const usage = wordOf(USAGE_TYPES, experience && text(experience, 'deviceUsageType'));
  const mayBePrepared = flag(body, 'preprovisioningAllowed') ?? flag(body, 'enableWhiteGlove') ?? true;
  const modes = usage === 'userDriven' && mayBePrepared ? ([usage, 'preProvisioned'] as const) : [usage];
  return [
    ...said('enrollment.mode', ...modes),
    ...(usage === 'selfDeploying' ? said('device.usage', 'shared', 'kiosk', 'userless') : []),
    ...implied('enrollment.path', 'oobeJoin', 'autopilotReset'),
    ...implied('device.joinState', joinOf(text(body, '@odata.type'))),
  ];
}

const USAGE_TYPES = { singleUser: 'userDriven', shared: 'selfDeploying' } as const;

/** The policy that a device enrolled with: Autopilot device preparation has no profile of its own kind. */
export function readDevicePreparation(): readonly Statement[] {
  return [...said('enrollment.mode', 'devicePreparation'), ...implied('enrollment.path', 'oobeJoin')];
}

/** windowsAutopilotDeviceIdentity: `enrolled` is said of a device that went through Autopilot. */
export function readAutopilotIdentity(body: RecordBody): readonly Statement[] {
  const isEnrolled = text(body, 'enrollmentState')?.toLowerCase() === 'enrolled';
  return [
    ...readHardware(text(body, 'model'), text(body, 'manufacturer')),
    ...(isEnrolled ? implied('enrollment.path', 'oobeJoin', 'autopilotReset', 'coManagement') : []),
  ];
}

export function readEnrollmentStatusPage(body: RecordBody): readonly Statement[] {
  return said('enrollment.installsQualityUpdates', flag(body, 'installQualityUpdates'));
}

export function readCloudPc(body: RecordBody): readonly Statement[] {
  return [
    ...said('device.deviceName', text(body, 'managedDeviceName')),
    ...said('device.cloudPc', ...(wordOf(PROVISIONING_TYPES, text(body, 'provisioningType')) ?? EITHER)),
    ...said('device.virtualDesktop', 'none'),
    ...said('device.hardwareClass', 'virtualMachine'),
  ];
}

const EITHER = ['dedicated', 'frontlineShared'] as const satisfies readonly CloudPcKind[];

/** cloudPcProvisioningType: Frontline's `sharedByUser` (once called `shared`) gives each person one of their own for a shift. */
export const PROVISIONING_TYPES: Readonly<Record<string, readonly CloudPcKind[]>> = {
  dedicated: ['dedicated'],
  reserve: ['dedicated'],
  shared: ['dedicated'],
  sharedByUser: ['dedicated'],
  sharedByEntraGroup: ['frontlineShared'],
};

function joinOf(type: string | undefined): JoinState | undefined {
  if (type === undefined) return undefined;
  if (/\.activeDirectoryWindowsAutopilotDeploymentProfile$/i.test(type)) return 'hybridJoined';
  return /\.azureADWindowsAutopilotDeploymentProfile$/i.test(type) ? 'entraJoined' : undefined;
}
