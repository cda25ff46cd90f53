// The kinds of devices that an organization has: what each is, how it came under management, and how common it is. Most may do
// everything; the others are why an administrator looks at a device.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import type { CheckIn } from '../../protocol/operations/restore.ts';
import type { Chance } from './chance.ts';

export type DeviceKind = {
  readonly name: string;
  readonly facts: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  readonly localPolicies: CheckIn['localPolicies'];
  /** How many of a hundred devices. */
  readonly share: number;
};

export function someKind(chance: Chance): DeviceKind {
  let left = chance.fraction() * KINDS.reduce((sum, { share }) => sum + share, 0);
  return KINDS.find(({ share }) => (left -= share) < 0) ?? CURRENT;
}

const ABLE: DeviceFacts = {
  windowsBuild: 26200,
  updateRevision: 8037,
  displayVersion: '25H2',
  edition: 'Enterprise',
  sku: 4,
  joinState: 'entraJoined',
  cloudPc: 'none',
  virtualDesktop: 'none',
  usage: 'singleUser',
  isCompliant: true,
  ownership: 'company',
  hardwareClass: 'laptop',
};

const AUTOPILOT: EnrollmentFacts = { path: 'oobeJoin', mode: 'userDriven' };

/** What a new device is. */
export const CURRENT: DeviceKind = {
  name: 'Windows 11 25H2',
  facts: ABLE,
  enrollment: AUTOPILOT,
  localPolicies: [],
  share: 46,
};

/** Its Windows may not back up before an update. */
export const OUTDATED: DeviceKind = {
  ...CURRENT,
  name: 'Windows 11 23H2, long without updates',
  facts: { ...ABLE, windowsBuild: 22631, updateRevision: 3007, displayVersion: '23H2' },
  share: 4,
};

const WINDOWS_11_24H2: DeviceFacts = { ...ABLE, windowsBuild: 26100, updateRevision: 7934, displayVersion: '24H2' };
const WINDOWS_10: DeviceFacts = { ...ABLE, windowsBuild: 19045, updateRevision: 6456, displayVersion: '22H2' };

const KINDS: readonly DeviceKind[] = [
  CURRENT,
  { ...CURRENT, name: 'Windows 11 24H2', facts: WINDOWS_11_24H2, share: 24 },
  { ...CURRENT, name: 'Windows 10', facts: WINDOWS_10, enrollment: { path: 'groupPolicy', mode: 'none' }, share: 7 },
  {
    ...CURRENT,
    name: 'hybrid joined',
    facts: { ...WINDOWS_11_24H2, joinState: 'hybridJoined', hardwareClass: 'desktop' },
    enrollment: { path: 'coManagement', mode: 'none' },
    share: 9,
  },
  OUTDATED,
  {
    ...CURRENT,
    name: 'Cloud PC',
    facts: { ...ABLE, cloudPc: 'dedicated', hardwareClass: 'virtualMachine' },
    enrollment: { path: 'bulk', mode: 'none' },
    share: 4,
  },
  {
    ...CURRENT,
    name: 'Group Policy against Intune',
    facts: { ...WINDOWS_11_24H2, joinState: 'hybridJoined' },
    enrollment: { path: 'coManagement', mode: 'none' },
    localPolicies: [
      { policy: 'EnableWindowsBackup', by: 'gpo', state: 'disabled' },
      { policy: 'EnableWindowsBackup', by: 'mdm', state: 'enabled' },
    ],
    share: 2,
  },
  {
    ...CURRENT,
    name: 'only registered',
    facts: { ...ABLE, joinState: 'workplaceRegistered', ownership: 'personal', edition: 'Professional', sku: 48 },
    enrollment: { path: 'settings', mode: 'none' },
    share: 2,
  },
];

export const KIOSK: DeviceKind = {
  ...CURRENT,
  name: 'kiosk',
  facts: { ...ABLE, usage: 'kiosk', hardwareClass: 'tablet' },
  enrollment: { path: 'oobeJoin', mode: 'selfDeploying' },
  share: 0,
};

export const SHARED: DeviceKind = {
  ...CURRENT,
  name: 'shared',
  facts: { ...ABLE, usage: 'shared', hardwareClass: 'desktop' },
  share: 0,
};
