// The collections of objects that Graph keeps under deviceManagement: what their objects are called, which members are the
// service's own, and what it says of them. What an object means is the domain's to say (readable.ts).

import type { ResourceType } from '../../domain/audit/activities.ts';
import { computedOfEnrollment, madeEnrollment } from './enrollment-configurations.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';

export type CollectionRules = {
  readonly singular: string;
  readonly resourceType: ResourceType;
  readonly nameMember: 'name' | 'displayName';
  /** Members that are the service's to say, beside those of every object: not kept where somebody sends them. */
  readonly ownMembers: readonly string[];
  /** What an answer has of these. */
  readonly computed: (object: ManagementObject) => Body;
  /** A new object, from a fresh UUID and the objects there are. */
  readonly made: (uuid: string, body: Body, others: readonly ManagementObject[]) => Made;
  readonly isAssignable: boolean;
};

export type Made = { readonly id: string; readonly body: Body };

export const RULES: Readonly<Record<Collection, CollectionRules>> = {
  configurationPolicies: {
    singular: 'configuration policy',
    resourceType: 'ConfigurationPolicy',
    nameMember: 'name',
    ownMembers: ['settingCount', 'isAssigned'],
    computed: ({ body: { settings }, assignments }) => ({
      settingCount: Array.isArray(settings) ? settings.length : 0,
      isAssigned: assignments.length > 0,
    }),
    made: plain,
    isAssignable: true,
  },
  deviceEnrollmentConfigurations: {
    singular: 'enrollment configuration',
    resourceType: 'EnrollmentConfiguration',
    nameMember: 'displayName',
    ownMembers: ['priority', 'version', 'deviceEnrollmentConfigurationType'],
    computed: computedOfEnrollment,
    made: madeEnrollment,
    isAssignable: true,
  },
  windowsAutopilotDeploymentProfiles: {
    singular: 'Autopilot profile',
    resourceType: 'AutopilotProfile',
    nameMember: 'displayName',
    ownMembers: [],
    computed: () => ({}),
    made: plain,
    isAssignable: true,
  },
  assignmentFilters: {
    singular: 'assignment filter',
    resourceType: 'AssignmentFilter',
    nameMember: 'displayName',
    ownMembers: [],
    computed: () => ({}),
    made: plain,
    isAssignable: false,
  },
};

export const COLLECTIONS = Object.keys(RULES) as readonly Collection[];

/** Those that are for somebody. */
export const ASSIGNABLE = COLLECTIONS.filter((it) => RULES[it].isAssignable);

/** The service's to say of every object. */
export const OWN_MEMBERS = ['id', 'createdDateTime', 'lastModifiedDateTime', 'assignments'];

export function nameOf(collection: Collection, { id, body }: ManagementObject): string {
  const name = body[RULES[collection].nameMember];
  return typeof name === 'string' ? name : id;
}

function plain(id: string, body: Body): Made {
  return { id, body };
}
