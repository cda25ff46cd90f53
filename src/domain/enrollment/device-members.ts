// The members that Microsoft Graph documents of device records, with the kind of each: what queries may name, and the spelling
// that PowerShell's cmdlets lose. Sources: Microsoft Graph reference (v1.0 and beta), managedDevice, device,
// windowsAutopilotDeviceIdentity, cloudPC. Words of enumerations are texts here: newer ones are kept as they come.

import type { DeviceRecordKind } from './record.ts';

/** `opaque`: objects and lists, which can be selected and nothing else. */
export type MemberKind = 'id' | 'text' | 'number' | 'boolean' | 'instant' | 'opaque';

export type Members = Readonly<Record<string, MemberKind>>;

export const DEVICE_MEMBERS: Readonly<Record<DeviceRecordKind, Members>> = {
  managedDevice: {
    id: 'id',
    ...of('id', 'azureADDeviceId'),
    ...of(
      'text',
      `deviceName userId userPrincipalName userDisplayName emailAddress managedDeviceName operatingSystem
       osVersion serialNumber model manufacturer imei meid udid complianceState managementAgent
       managementState managedDeviceOwnerType ownerType joinType deviceEnrollmentType
       deviceRegistrationState enrollmentProfileName deviceCategoryDisplayName skuFamily deviceType
       chassisType jailBroken partnerReportedThreatState phoneNumber wiFiMacAddress ethernetMacAddress
       subscriberCarrier iccid easDeviceId notes exchangeAccessState exchangeAccessStateReason
       androidSecurityPatchLevel azureActiveDirectoryDeviceId remoteAssistanceSessionUrl
       remoteAssistanceSessionErrorDetails activationLockBypassCode processorArchitecture autopilotEnrolled`,
    ),
    ...of('number', 'skuNumber totalStorageSpaceInBytes freeStorageSpaceInBytes physicalMemoryInBytes'),
    ...of('boolean', 'azureADRegistered aadRegistered isEncrypted isSupervised easActivated'),
    ...of('boolean', 'requireUserEnrollmentApproval'),
    ...of('instant', 'enrolledDateTime lastSyncDateTime easActivationDateTime'),
    ...of('instant', 'complianceGracePeriodExpirationDateTime managementCertificateExpirationDate'),
    ...of('instant', 'exchangeLastSuccessfulSyncDateTime'),
    ...of('opaque', 'deviceActionResults configurationManagerClientEnabledFeatures deviceHealthAttestationState'),
    ...of('opaque', 'additionalColumns hardwareInformation roleScopeTagIds usersLoggedOn chromeOSDeviceInfo'),
  },
  device: {
    id: 'id',
    ...of('id', 'deviceId'),
    ...of(
      'text',
      `displayName operatingSystem operatingSystemVersion manufacturer model trustType profileType
       deviceOwnership enrollmentType enrollmentProfileName managementType mdmAppId deviceCategory
       deviceMetadata domainName platform sourceType onPremisesSecurityIdentifier`,
    ),
    ...of('number', 'deviceVersion'),
    ...of('boolean', 'accountEnabled isCompliant isManaged isRooted isManagementRestricted'),
    ...of('boolean', 'onPremisesSyncEnabled'),
    ...of('instant', 'approximateLastSignInDateTime registrationDateTime createdDateTime deletedDateTime'),
    ...of('instant', 'complianceExpirationDateTime onPremisesLastSyncDateTime'),
    ...of('opaque', 'physicalIds systemLabels extensionAttributes alternativeSecurityIds hostnames'),
    ...of('opaque', 'memberOf registeredOwners registeredUsers'),
  },
  autopilotDeviceIdentity: {
    id: 'id',
    ...of('id', 'azureActiveDirectoryDeviceId azureAdDeviceId managedDeviceId'),
    ...of(
      'text',
      `groupTag purchaseOrderIdentifier serialNumber productKey manufacturer model displayName
       enrollmentState addressableUserName userPrincipalName resourceName skuNumber systemFamily
       deploymentProfileAssignmentStatus deploymentProfileAssignmentDetailedStatus deviceFriendlyName
       remediationState userlessEnrollmentStatus`,
    ),
    ...of('instant', 'lastContactedDateTime deploymentProfileAssignedDateTime remediationStateLastModifiedDateTime'),
    ...of('opaque', 'deploymentProfile intendedDeploymentProfile'),
  },
  cloudPC: {
    id: 'id',
    ...of('id', 'aadDeviceId managedDeviceId provisioningPolicyId servicePlanId'),
    ...of(
      'text',
      `displayName managedDeviceName userPrincipalName provisioningType provisioningPolicyName
       servicePlanName servicePlanType imageDisplayName status productType osVersion`,
    ),
    ...of('instant', 'lastModifiedDateTime gracePeriodEndDateTime'),
  },
};

/** By their names in lower case. */
export const SPELLINGS: Readonly<Record<DeviceRecordKind, ReadonlyMap<string, string>>> = {
  managedDevice: spellings('managedDevice'),
  device: spellings('device'),
  autopilotDeviceIdentity: spellings('autopilotDeviceIdentity'),
  cloudPC: spellings('cloudPC'),
};

/** Names with spaces between them. */
function of(kind: MemberKind, names: string): Members {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, kind]));
}

function spellings(kind: DeviceRecordKind): ReadonlyMap<string, string> {
  return new Map(Object.keys(DEVICE_MEMBERS[kind]).map((name) => [name.toLowerCase(), name]));
}
