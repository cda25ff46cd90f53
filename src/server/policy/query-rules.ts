// What queries about policies may name. Members that are not here are kept and given back all the same.

import type { Shape } from '../graph/entity-shape.ts';
import type { QueryRules } from '../graph/odata-query.ts';
import { ENROLLMENT_KINDS } from './enrollment-configurations.ts';
import type { Collection } from './management-object-store.ts';

/** Those of every object. */
const COMMON: Shape = {
  id: 'text',
  description: 'text',
  createdDateTime: 'instant',
  lastModifiedDateTime: 'instant',
};

const SHAPES: Readonly<Record<Collection, Shape>> = {
  configurationPolicies: {
    ...COMMON,
    name: 'text',
    platforms: 'text',
    technologies: 'text',
    settingCount: 'number',
    isAssigned: 'boolean',
    creationSource: 'text',
    roleScopeTagIds: { list: 'text' },
    templateReference: {
      of: { templateId: 'text', templateFamily: 'text', templateDisplayName: 'text', templateDisplayVersion: 'text' },
    },
    priorityMetaData: 'opaque',
    settings: 'opaque',
    assignments: 'opaque',
  },
  deviceEnrollmentConfigurations: {
    ...COMMON,
    '@odata.type': 'text',
    displayName: 'text',
    priority: 'number',
    version: 'number',
    roleScopeTagIds: { list: 'text' },
    deviceEnrollmentConfigurationType: { oneOf: ENROLLMENT_KINDS },
    state: { oneOf: ['notConfigured', 'enabled', 'disabled'] },
    showInstallationProgress: 'boolean',
    installQualityUpdates: 'boolean',
    installProgressTimeoutInMinutes: 'number',
    trackInstallProgressForAutopilotOnly: 'boolean',
    disableUserStatusTrackingAfterFirstUser: 'boolean',
    assignments: 'opaque',
  },
  windowsAutopilotDeploymentProfiles: {
    ...COMMON,
    '@odata.type': 'text',
    displayName: 'text',
    locale: 'text',
    language: 'text',
    deviceNameTemplate: 'text',
    deviceType: 'text',
    deviceJoinType: 'text',
    preprovisioningAllowed: 'boolean',
    enableWhiteGlove: 'boolean',
    hardwareHashExtractionEnabled: 'boolean',
    hybridAzureADJoinSkipConnectivityCheck: 'boolean',
    managementServiceAppId: 'text',
    roleScopeTagIds: { list: 'text' },
    outOfBoxExperienceSetting: 'opaque',
    assignments: 'opaque',
  },
  assignmentFilters: {
    ...COMMON,
    displayName: 'text',
    platform: 'text',
    rule: 'text',
    assignmentFilterManagementType: 'text',
    roleScopeTags: { list: 'text' },
    payloads: 'opaque',
  },
};

const EXPANDABLE: Readonly<Record<Collection, readonly string[]>> = {
  configurationPolicies: ['settings', 'assignments'],
  deviceEnrollmentConfigurations: ['assignments'],
  windowsAutopilotDeploymentProfiles: ['assignments'],
  assignmentFilters: [],
};

/** In the order of ids, which the service makes so that they sort by time. */
export function queryRulesOf(collection: Collection): QueryRules {
  return { shape: SHAPES[collection], expand: EXPANDABLE[collection] };
}

/** Of a list that belongs to an object: it is asked for whole, or by pages. */
export const PART_RULES: QueryRules = { shape: { id: 'text' } };
