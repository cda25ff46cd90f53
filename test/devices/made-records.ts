// Records of devices, made up: what a directory and a management service would say of as many as somebody asks for.

import type { RecordBody } from '../../src/domain/enrollment/record.ts';

/** The same for the same number: a hundred thousand of them are as many devices. */
export function madeManagedDevice(nth: number, members: RecordBody = {}): RecordBody {
  return {
    id: idOf('a', nth),
    azureADDeviceId: idOf('d', nth),
    deviceName: `PC-${String(nth).padStart(6, '0')}`,
    userPrincipalName: `person${nth}@contoso.example`,
    userId: idOf('e', nth),
    managedDeviceOwnerType: nth % 5 === 0 ? 'personal' : 'company',
    complianceState: nth % 3 === 0 ? 'noncompliant' : 'compliant',
    operatingSystem: 'Windows',
    osVersion: `10.0.26100.${4000 + (nth % 4000)}`,
    deviceEnrollmentType: 'windowsAzureADJoin',
    joinType: 'azureADJoined',
    enrolledDateTime: new Date(Date.UTC(2024, 0, 1) + nth * 60_000).toISOString(),
    serialNumber: `SN-${nth}`,
    manufacturer: 'Fabrikam',
    model: 'Notebook 14',
    skuNumber: 4,
    isEncrypted: nth % 2 === 0,
    ...members,
  };
}

export function madeDirectoryDevice(nth: number, members: RecordBody = {}): RecordBody {
  return {
    id: idOf('b', nth),
    deviceId: idOf('d', nth),
    displayName: `PC-${String(nth).padStart(6, '0')}`,
    trustType: 'AzureAd',
    profileType: 'RegisteredDevice',
    isCompliant: nth % 3 !== 0,
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.26100.4946',
    deviceOwnership: 'Company',
    systemLabels: [],
    ...members,
  };
}

export function idOf(letter: string, nth: number): string {
  return `${letter.repeat(8)}-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`;
}
