// What the consoles of Intune and Entra export of an organization, in Graph's shapes. They show less than there is: a join
// during setup looks like one from Settings, a registry is not looked into, and nobody writes down who stood at the screen.

import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import type { Deployment, Device, Organization, SignInPolicy } from './organization.ts';

/** By the names of Graph's collections. */
export type Exports = Readonly<Record<string, readonly JsonObject[]>>;

export const GROUPS = {
  pilotPeople: '11111111-0000-4000-8000-000000000001',
  executives: '11111111-0000-4000-8000-000000000002',
  pilotDevices: '11111111-0000-4000-8000-000000000003',
} as const;

export function exportsOf(organization: Organization): Exports {
  const { people, devices } = organization;
  return {
    users: people.map(({ id, name }) => ({
      id,
      userPrincipalName: upnOf(name),
      displayName: name,
      userType: 'Member',
    })),
    devices: devices.map((device) => directoryDevice(device)),
    groups: [
      group(
        GROUPS.pilotPeople,
        'Pilot',
        people.filter(({ isPilot }) => isPilot).map(({ id }) => id),
      ),
      group(
        GROUPS.executives,
        'Executives',
        people.filter(({ isExecutive }) => isExecutive).map(({ id }) => id),
      ),
      group(GROUPS.pilotDevices, 'Pilot devices', devices.filter(({ isPilot }) => isPilot).map(objectIdOf)),
    ],
    managedDevices: devices.map((device) => managedDevice(device, organization)),
    windowsAutopilotDeploymentProfiles: AUTOPILOT_PROFILES,
    cloudPCs: devices.flatMap((device) => cloudPc(device)),
    configurationPolicies: [
      ...configurationPolicy('Backups', 'settingssync_enablewindowsbackup', '1', organization.backup),
      ...configurationPolicy('No activity feed', 'privacy_enableactivityfeed', '0', organization.noActivityFeed),
      ...configurationPolicy(
        'Sync nothing',
        'admx_settingsync_disablesettingsync',
        '1',
        organization.excludesEverything,
      ),
      ...restorePolicy(organization.restore),
    ],
    deviceEnrollmentConfigurations: enrollmentConfigurations(organization),
    conditionalAccessPolicies: organization.signInPolicies.map(conditionalAccessPolicy),
  };
}

export function upnOf(name: string): string {
  return `${name}@contoso.example`;
}

function objectIdOf({ id }: Device): string {
  return `0b${id.slice(2)}`;
}

function group(id: string, displayName: string, members: readonly string[]): JsonObject {
  return { id, displayName, securityEnabled: true, members: members.map((member) => ({ id: member })) };
}

function directoryDevice(device: Device): JsonObject {
  const isRegistered = device.arrival === 'workAccountOnOwnDevice';
  const isHybrid = HYBRID.includes(device.arrival);
  return {
    id: objectIdOf(device),
    deviceId: device.id,
    displayName: device.name,
    operatingSystem: 'Windows',
    operatingSystemVersion: versionOf(device),
    trustType: isRegistered ? 'Workplace' : isHybrid ? 'ServerAd' : 'AzureAd',
    profileType: 'RegisteredDevice',
    isCompliant: device.isCompliant,
    isManaged: true,
    deviceOwnership: isRegistered ? 'Personal' : 'Company',
  };
}

const HYBRID: readonly Device['arrival'][] = ['autopilotHybrid', 'groupPolicy', 'coManagement'];

function managedDevice(device: Device, { people }: Organization): JsonObject {
  const { arrival, person } = device;
  const isCloud = arrival === 'cloudPc' || arrival === 'sharedCloudPc';
  const user = people.find(({ id }) => id === person?.id);
  const isRegistered = arrival === 'workAccountOnOwnDevice';
  return {
    id: `1d${device.id.slice(2)}`,
    azureADDeviceId: device.id,
    deviceName: device.name,
    userId: user?.id ?? '',
    userPrincipalName: user === undefined ? '' : upnOf(user.name),
    operatingSystem: 'Windows',
    osVersion: versionOf(device),
    joinType: isRegistered ? 'azureADRegistered' : HYBRID.includes(arrival) ? 'hybridAzureADJoined' : 'azureADJoined',
    deviceEnrollmentType: ENROLLMENT_TYPES[arrival],
    managementAgent: arrival === 'coManagement' ? 'configurationManagerClientMdm' : 'mdm',
    skuNumber: device.sku,
    complianceState: device.isCompliant ? 'compliant' : 'noncompliant',
    managedDeviceOwnerType: isRegistered ? 'personal' : 'company',
    manufacturer: isCloud ? 'Microsoft Corporation' : 'Fabrikam',
    model: isCloud ? 'Cloud PC Enterprise 2vCPU/8GB/128GB' : 'Fabrikam Book 14',
    enrollmentProfileName: PROFILE_NAMES[arrival] ?? '',
  };
}

const ENROLLMENT_TYPES: Readonly<Record<Device['arrival'], string>> = {
  joinedInSetup: 'windowsAzureADJoin',
  autopilot: 'windowsAzureADJoin',
  autopilotHybrid: 'windowsAzureADJoin',
  autopilotSelfDeploying: 'windowsAzureADJoinUsingDeviceAuth',
  autopilotPreProvisioned: 'windowsAzureADJoinUsingDeviceAuth',
  autopilotReset: 'windowsAzureADJoin',
  devicePreparation: 'windowsAzureADJoin',
  joinedFromSettings: 'windowsAzureADJoin',
  groupPolicy: 'windowsAutoEnrollment',
  coManagement: 'windowsCoManagement',
  provisioningPackage: 'windowsBulkAzureDomainJoin',
  cloudPc: 'windowsAzureADJoinUsingDeviceAuth',
  sharedCloudPc: 'windowsAzureADJoinUsingDeviceAuth',
  workAccountOnOwnDevice: 'userEnrollment',
};

const PROFILE_NAMES: Readonly<Partial<Record<Device['arrival'], string>>> = {
  autopilot: 'People',
  autopilotHybrid: 'People, hybrid',
  autopilotSelfDeploying: 'Rooms',
  autopilotPreProvisioned: 'Prepared',
  autopilotReset: 'People',
};

const AUTOPILOT_PROFILES: readonly JsonObject[] = [
  profile('People', 'azureADWindowsAutopilotDeploymentProfile', 'singleUser', false),
  profile('People, hybrid', 'activeDirectoryWindowsAutopilotDeploymentProfile', 'singleUser', false),
  profile('Rooms', 'azureADWindowsAutopilotDeploymentProfile', 'shared', false),
  profile('Prepared', 'azureADWindowsAutopilotDeploymentProfile', 'singleUser', true),
];

function profile(
  displayName: string,
  type: string,
  deviceUsageType: string,
  preprovisioningAllowed: boolean,
): JsonObject {
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: `22222222-0000-4000-8000-${String(displayName.length).padStart(12, '0')}`,
    displayName,
    deviceType: 'windowsPc',
    preprovisioningAllowed,
    outOfBoxExperienceSetting: { deviceUsageType, userType: 'standard' },
  };
}

function cloudPc(device: Device): readonly JsonObject[] {
  if (device.arrival !== 'cloudPc' && device.arrival !== 'sharedCloudPc') return [];
  return [
    {
      id: `cc${device.id.slice(2)}`,
      aadDeviceId: device.id,
      managedDeviceId: `1d${device.id.slice(2)}`,
      managedDeviceName: device.name,
      provisioningType: device.arrival === 'cloudPc' ? 'dedicated' : 'sharedByEntraGroup',
      userPrincipalName: device.person === undefined ? '' : upnOf(device.person.name),
    },
  ];
}

function versionOf({ windows: { build, revision } }: Device): string {
  return `10.0.${build}.${revision}`;
}

function configurationPolicy(name: string, setting: string, option: string, to: Deployment): readonly JsonObject[] {
  return choicePolicy(name, `device_vendor_msft_policy_config_${setting}`, option, to);
}

function restorePolicy(to: Deployment): readonly JsonObject[] {
  return choicePolicy('Restores', 'device_vendor_msft_windowsbackupandrestore_enablewindowsrestore', 'true', to);
}

function choicePolicy(
  name: string,
  settingDefinitionId: string,
  option: string,
  to: Deployment,
): readonly JsonObject[] {
  if (to === 'nobody') return [];
  const settingInstance = {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
    settingDefinitionId,
    choiceSettingValue: { value: `${settingDefinitionId}_${option}`, children: [] },
  };
  return [
    {
      id: `33333333-0000-4000-8000-${String(name.length).padStart(12, '0')}`,
      name,
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [{ id: '0', settingInstance }],
      assignments: assignmentsTo(to),
    },
  ];
}

function assignmentsTo(to: Exclude<Deployment, 'nobody'>): readonly JsonObject[] {
  const everybody = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } };
  switch (to) {
    case 'everybody':
      return [everybody];
    case 'everybodyExceptExecutives':
      return [everybody, target('exclusionGroupAssignmentTarget', GROUPS.executives)];
    case 'pilot':
      return [target('groupAssignmentTarget', GROUPS.pilotPeople)];
    case 'allDevices':
      return [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }];
    case 'pilotDevices':
      return [target('groupAssignmentTarget', GROUPS.pilotDevices)];
  }
}

function target(type: string, groupId: string): JsonObject {
  return { target: { '@odata.type': `#microsoft.graph.${type}`, groupId } };
}

function enrollmentConfigurations(organization: Organization): readonly JsonObject[] {
  const { restorePage, pilotPage, statusPageInstallsUpdates } = organization;
  const page = {
    '@odata.type': '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration',
    deviceEnrollmentConfigurationType: 'windowsRestore',
  };
  const pilot = {
    ...page,
    id: '44444444-0000-4000-8000-000000000001_WindowsRestore',
    displayName: 'Pilot',
    priority: 1,
    state: pilotPage ?? 'notConfigured',
    assignments: [target('groupAssignmentTarget', GROUPS.pilotPeople)],
  };
  return [
    {
      ...page,
      id: '44444444-0000-4000-8000-000000000000_WindowsRestore',
      displayName: 'All users and all devices',
      priority: 0,
      state: restorePage,
    },
    ...(pilotPage === undefined ? [] : [pilot]),
    {
      '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
      id: '44444444-0000-4000-8000-000000000002_DefaultWindows10EnrollmentCompletionPageConfiguration',
      displayName: 'All users and all devices',
      deviceEnrollmentConfigurationType: 'defaultWindows10EnrollmentCompletionPageConfiguration',
      priority: 0,
      showInstallationProgress: true,
      installQualityUpdates: statusPageInstallsUpdates,
    },
  ];
}

function conditionalAccessPolicy(policy: SignInPolicy): JsonObject {
  const { users, applications, conditions, state, ...controls } = SIGN_IN_POLICIES[policy];
  return {
    id: `55555555-0000-4000-8000-${String(policy.length).padStart(12, '0')}`,
    displayName: policy,
    state: state ?? 'enabled',
    conditions: {
      users: users ?? { includeUsers: ['All'] },
      applications: applications ?? { includeApplications: ['All'] },
      clientAppTypes: ['all'],
      ...conditions,
    },
    grantControls: { operator: 'OR', ...controls },
  };
}

type Shape = {
  readonly builtInControls: readonly string[];
  readonly users?: JsonObject;
  readonly applications?: JsonObject;
  readonly conditions?: JsonObject;
  readonly state?: string;
};

const SIGN_IN_POLICIES: Readonly<Record<SignInPolicy, Shape>> = {
  multifactorForEverybody: { builtInControls: ['mfa'] },
  compliantDeviceForEverything: { builtInControls: ['compliantDevice'] },
  compliantOrHybridForEverything: { builtInControls: ['compliantDevice', 'domainJoinedDevice'] },
  compliantDeviceButForTheRestore: {
    builtInControls: ['compliantDevice'],
    applications: {
      includeApplications: ['All'],
      excludeApplications: ['d32c68ad-72d2-4acb-a0c7-46bb2cf93873', '74d197dc-b84d-4d43-a1b2-b5bf3bb91c11'],
    },
  },
  compliantDeviceReportOnly: { builtInControls: ['compliantDevice'], state: 'enabledForReportingButNotEnforced' },
  compliantDeviceForExecutives: { builtInControls: ['compliantDevice'], users: { includeGroups: [GROUPS.executives] } },
  blockOtherPlatforms: {
    builtInControls: ['block'],
    conditions: { platforms: { includePlatforms: ['all'], excludePlatforms: ['windows'] } },
  },
  blockWindowsForPilot: {
    builtInControls: ['block'],
    users: { includeGroups: [GROUPS.pilotPeople] },
    conditions: { platforms: { includePlatforms: ['windows'] } },
  },
  blockLegacyClients: { builtInControls: ['block'], conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] } },
};
