// What the directory's `device` says. Sources: Microsoft Graph reference, device (trustType, profileType, systemLabels,
// deviceOwnership, isCompliant, enrollmentType).

import { JOIN_TYPES, OWNERSHIP, PATHS_OF_JOIN, readEnrollmentType } from './read-managed-device.ts';
import { readHardware } from './read-hardware.ts';
import { readOsVersion } from './read-os-version.ts';
import { flag, type RecordBody, text, texts, wordOf } from './record.ts';
import { implied, said, type Statement } from './statement.ts';

export function readDirectoryDevice(body: RecordBody): readonly Statement[] {
  const join = wordOf(TRUST_TYPES, text(body, 'trustType'));
  return [
    ...said('device.deviceName', text(body, 'displayName')),
    ...readOsVersion(text(body, 'operatingSystemVersion')),
    ...said('device.joinState', join),
    ...said('device.isCompliant', flag(body, 'isCompliant')),
    ...said('device.ownership', wordOf(OWNERSHIP, text(body, 'deviceOwnership'))),
    ...readHardware(text(body, 'model'), text(body, 'manufacturer')),
    ...said('device.usage', wordOf(PROFILE_TYPES, text(body, 'profileType'))),
    ...(hasLabel(body, 'MultiUser') ? said('device.usage', 'multiUser') : []),
    // A virtual machine in Azure: a desktop for everybody or for one, thrown away or not.
    ...(hasLabel(body, 'AzureResource') ? implied('device.hardwareClass', 'virtualMachine') : []),
    ...readEnrollmentType(text(body, 'enrollmentType')),
    ...said('enrollmentProfileName', text(body, 'enrollmentProfileName')),
    ...implied('enrollment.path', ...(join === undefined ? [] : PATHS_OF_JOIN[join])),
  ];
}

/** trustType: `Workplace` "indicates bring your own personal devices", `AzureAd` "Cloud only joined devices", `ServerAd` "on-premises domain joined devices joined to Microsoft Entra ID". */
export const TRUST_TYPES: typeof JOIN_TYPES = {
  AzureAd: 'entraJoined',
  ServerAd: 'hybridJoined',
  Workplace: 'workplaceRegistered',
};

/** profileType: `RegisteredDevice` is the default and says nothing; the others are no person's computer. */
export const PROFILE_TYPES: Readonly<Record<string, 'shared' | 'userless'>> = {
  Shared: 'shared',
  Printer: 'userless',
  IoT: 'userless',
};

function hasLabel(body: RecordBody, label: string): boolean {
  return texts(body, 'systemLabels').some((it) => it.toLowerCase() === label.toLowerCase());
}
