// What Graph's `managedDevice` says, v1.0 and beta alike. Sources: Microsoft Graph reference, managedDevice, deviceEnrollmentType
// (whose members are quoted below), joinType, complianceState, managementAgentType.

import type { JoinState } from '../device/device-facts.ts';
import type { EnrollmentPath, ProvisioningMode } from './enrollment-facts.ts';
import { readHardware } from './read-hardware.ts';
import { readOsVersion } from './read-os-version.ts';
import { member, number, type RecordBody, text, wordOf } from './record.ts';
import { implied, said, type Statement } from './statement.ts';

export function readManagedDevice(body: RecordBody): readonly Statement[] {
  const join = wordOf(JOIN_TYPES, text(body, 'joinType'));
  return [
    ...said('device.deviceName', text(body, 'deviceName')),
    ...readOsVersion(text(body, 'osVersion')),
    ...said('device.joinState', join),
    ...said('device.isCompliant', wordOf(COMPLIANCE, text(body, 'complianceState'))),
    ...said('device.ownership', wordOf(OWNERSHIP, text(body, 'managedDeviceOwnerType') ?? text(body, 'ownerType'))),
    ...readSku(body),
    ...readHardware(text(body, 'model'), text(body, 'manufacturer')),
    ...readPrimaryUser(body),
    ...readEnrollmentType(text(body, 'deviceEnrollmentType') ?? text(body, 'enrollmentType')),
    ...readEnrollmentProfile(body),
    ...implied('enrollment.path', ...(join === undefined ? [] : PATHS_OF_JOIN[join])),
    ...implied('enrollment.path', wordOf(MANAGEMENT_AGENTS, text(body, 'managementAgent'))),
  ];
}

/** joinType (beta); `unknown` says nothing. */
export const JOIN_TYPES: Readonly<Record<string, Exclude<JoinState, 'domainJoined' | 'none'>>> = {
  azureADJoined: 'entraJoined',
  azureADRegistered: 'workplaceRegistered',
  hybridAzureADJoined: 'hybridJoined',
};

/** How devices that belong in such a way come under management; one that joined Entra may have come any way. */
export const PATHS_OF_JOIN: Readonly<Record<Exclude<JoinState, 'domainJoined' | 'none'>, readonly EnrollmentPath[]>> = {
  entraJoined: [],
  hybridJoined: ['groupPolicy', 'coManagement', 'oobeJoin', 'autopilotReset', 'bulk'],
  workplaceRegistered: ['settings', 'bulk'],
};

/**
 * A device in its grace period passes as compliant until that ends. `unknown`, `error` and `configManager` leave it to
 * somebody else.
 */
export const COMPLIANCE: Readonly<Record<string, boolean>> = {
  compliant: true,
  inGracePeriod: true,
  noncompliant: false,
  notCompliant: false,
  conflict: false,
};

export const OWNERSHIP: Readonly<Record<string, 'company' | 'personal'>> = {
  company: 'company',
  corporate: 'company',
  personal: 'personal',
};

/** Both are managed together with Configuration Manager; its client alone (tenant attach) is no enrollment. */
export const MANAGEMENT_AGENTS: Readonly<Record<string, EnrollmentPath>> = {
  configurationManagerClientMdm: 'coManagement',
  configurationManagerClientMdmEas: 'coManagement',
};

type EnrollmentTypeFacts = { readonly paths?: readonly EnrollmentPath[]; readonly modes?: readonly ProvisioningMode[] };

/** Self-deploying and pre-provisioned devices prove themselves by their TPM; nobody signs in when they join. */
const DEVICE_AUTH_MODES = ['selfDeploying', 'preProvisioned'] as const;
const PERSON_MODES = ['none', 'userDriven', 'devicePreparation'] as const;

/** deviceEnrollmentType. What is not in the table (`unknown`, Apple's, device enrollment managers) tells no path. */
export const ENROLLMENT_TYPES: Readonly<Record<string, EnrollmentTypeFacts>> = {
  /** "User driven enrollment through BYOD channel." */
  userEnrollment: { paths: ['settings'] },
  /** "Windows 10 Azure AD Join.": during setup, or later from Settings. */
  windowsAzureADJoin: { paths: ['oobeJoin', 'settings'], modes: PERSON_MODES },
  /** "Windows 10 Bulk enrollment through ICD with certificate." */
  windowsBulkUserless: { paths: ['bulk'] },
  /** "Windows 10 automatic enrollment. (Add work account)": by Group Policy, or by adding the account. */
  windowsAutoEnrollment: { paths: ['groupPolicy', 'settings'] },
  /** "Windows 10 bulk Azure AD Join." */
  windowsBulkAzureDomainJoin: { paths: ['bulk'] },
  /** "Windows 10 Co-Management triggered by AutoPilot or Group Policy." */
  windowsCoManagement: { paths: ['coManagement'] },
  /** "Windows 10 Azure AD Join using Device Auth." */
  windowsAzureADJoinUsingDeviceAuth: { paths: ['oobeJoin'], modes: DEVICE_AUTH_MODES },
  /** The directory's own word for an Entra join. */
  AzureDomainJoined: { paths: ['oobeJoin', 'settings'] },
};

export function readEnrollmentType(type: string | undefined): readonly Statement[] {
  const facts = wordOf(ENROLLMENT_TYPES, type);
  return [...said('enrollment.path', ...(facts?.paths ?? [])), ...said('enrollment.mode', ...(facts?.modes ?? []))];
}

/** The profile that a device enrolled with is one that Windows setup asked for. */
function readEnrollmentProfile(body: RecordBody): readonly Statement[] {
  const name = text(body, 'enrollmentProfileName');
  const isBySetup = /^windowsAzureADJoin/i.test(text(body, 'deviceEnrollmentType') ?? '');
  return [
    ...said('enrollmentProfileName', name),
    ...(name !== undefined && isBySetup ? implied('enrollment.path', 'oobeJoin') : []),
  ];
}

/** Beta: the number of `GetProductInfo`, 0 where it is not known, and a name of the edition. */
function readSku(body: RecordBody): readonly Statement[] {
  const sku = number(body, 'skuNumber') ?? Number(text(body, 'skuNumber') ?? Number.NaN);
  return [
    ...said('device.sku', Number.isSafeInteger(sku) && sku > 0 ? sku : undefined),
    ...said('device.edition', wordOf(EDITIONS, text(body, 'skuFamily'))),
  ];
}

/** Intune's names of editions → Windows' own (`EditionID`). */
const EDITIONS: Readonly<Record<string, string>> = {
  Pro: 'Professional',
  Professional: 'Professional',
  Enterprise: 'Enterprise',
  Education: 'Education',
  Home: 'Core',
  Core: 'Core',
};

/** Intune takes a device with a primary user for that person's, and one without for a shared device. */
function readPrimaryUser(body: RecordBody): readonly Statement[] {
  const user = text(body, 'userId') ?? text(body, 'userPrincipalName');
  if (user !== undefined) return implied('device.usage', 'singleUser');
  const saysNobody = member(body, 'userId') === '' || member(body, 'userPrincipalName') === '';
  return saysNobody ? implied('device.usage', 'shared', 'kiosk', 'userless', 'multiUser') : [];
}
