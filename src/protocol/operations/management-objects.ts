// Policies and what goes with them, as Microsoft Graph has them under deviceManagement. Objects are open: a member that this
// version does not know is kept, and given back as it came.
// https://learn.microsoft.com/graph/api/resources/intune-graph-overview

import { Type } from 'typebox';
import type { GraphScope } from '../../domain/access/graph-scopes.ts';
import { BODY_PROBLEMS, Nothing, type Operation } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, graphQuery } from './graph.ts';

/** Not all of Graph's ids are UUIDs: `<guid>_WindowsRestore`. */
const ObjectId = Type.String({ pattern: '^[0-9A-Za-z_-]{1,200}$' });
const ObjectParams = Type.Object({ id: ObjectId }, { additionalProperties: false });
const AssignmentParams = Type.Object({ id: ObjectId, assignmentId: ObjectId }, { additionalProperties: false });
const NoQuery = graphQuery([]);

export const EnrollmentAssignments = Type.Object(
  { enrollmentConfigurationAssignments: Type.Array(GraphObject) },
  { additionalProperties: false },
);
export const PolicyAssignments = Type.Object({ assignments: Type.Array(GraphObject) }, { additionalProperties: false });
export const NewPriority = Type.Object({ priority: Type.Integer() }, { additionalProperties: false });

const ROOT = '/v1.0/deviceManagement';
const ENROLLMENT = `${ROOT}/deviceEnrollmentConfigurations`;
const POLICIES = `${ROOT}/configurationPolicies`;
const SETTINGS = `${ROOT}/configurationSettings`;
const PROFILES = `${ROOT}/windowsAutopilotDeploymentProfiles`;
const FILTERS = `${ROOT}/assignmentFilters`;

const POLICY_WRITING = ['DeviceManagementConfiguration.ReadWrite.All'] as const;
const ENROLLMENT_WRITING = ['DeviceManagementServiceConfig.ReadWrite.All', ...POLICY_WRITING] as const;
const POLICY_READING = ['DeviceManagementConfiguration.Read.All', ...POLICY_WRITING] as const;
const ENROLLMENT_READING = [
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementConfiguration.Read.All',
  ...ENROLLMENT_WRITING,
] as const;

/** Settings and filters. */
const CONFIGURATION = scoped(POLICY_READING, POLICY_WRITING);
/** What concerns enrollment, for which scripts ask with either scope. */
const SERVICE_CONFIGURATION = scoped(ENROLLMENT_READING, ENROLLMENT_WRITING);

function scoped(reading: readonly GraphScope[], writing: readonly GraphScope[]) {
  const read = { access: 'policy.read', style: 'graph', scopes: reading } as const;
  const manage = { access: 'policy.manage', style: 'graph', scopes: writing } as const;
  return { read, manage };
}

type Access = ReturnType<typeof scoped>;

export const MANAGEMENT_OBJECT_OPERATIONS = {
  listEnrollmentConfigurations: list(
    ENROLLMENT,
    'Enrollment configurations, the default of the restore page first.',
    SERVICE_CONFIGURATION,
  ),
  createEnrollmentConfiguration: create(
    ENROLLMENT,
    'Adds a restore page for groups, or an Enrollment Status Page.',
    SERVICE_CONFIGURATION,
  ),
  getEnrollmentConfiguration: get(ENROLLMENT, 'One enrollment configuration.', SERVICE_CONFIGURATION),
  updateEnrollmentConfiguration: update(
    ENROLLMENT,
    'Changes the given members of an enrollment configuration: the restore toggle is `state`.',
    SERVICE_CONFIGURATION,
  ),
  deleteEnrollmentConfiguration: remove(
    ENROLLMENT,
    'Removes an enrollment configuration, but for the default.',
    SERVICE_CONFIGURATION,
  ),
  listEnrollmentConfigurationAssignments: assignments(ENROLLMENT, SERVICE_CONFIGURATION),
  assignEnrollmentConfiguration: {
    ...action(ENROLLMENT, 'assign', 'Replaces the assignments of an enrollment configuration.', SERVICE_CONFIGURATION),
    body: EnrollmentAssignments,
  },
  setEnrollmentConfigurationPriority: {
    ...action(
      ENROLLMENT,
      'setPriority',
      'Puts an enrollment configuration at a place among those of its kind; 1 comes first.',
      SERVICE_CONFIGURATION,
    ),
    body: NewPriority,
  },

  listConfigurationPolicies: list(POLICIES, 'Policies of the settings catalog.', CONFIGURATION),
  createConfigurationPolicy: create(POLICIES, 'Adds a policy with its settings.', CONFIGURATION),
  getConfigurationPolicy: get(POLICIES, 'One policy.', CONFIGURATION),
  updateConfigurationPolicy: update(
    POLICIES,
    'Changes the given members of a policy; `settings` are replaced together.',
    CONFIGURATION,
  ),
  replaceConfigurationPolicy: {
    ...update(POLICIES, 'Replaces a policy, but for its assignments.', CONFIGURATION),
    method: 'PUT',
  },
  deleteConfigurationPolicy: remove(POLICIES, 'Removes a policy.', CONFIGURATION),
  listConfigurationPolicySettings: part(POLICIES, 'settings', 'The settings of a policy.', CONFIGURATION),
  listConfigurationPolicyAssignments: assignments(POLICIES, CONFIGURATION),
  assignConfigurationPolicy: {
    method: 'POST',
    path: `${POLICIES}/:id/assign`,
    ...CONFIGURATION.manage,
    summary: 'Replaces the assignments of a policy, and answers them.',
    params: ObjectParams,
    query: NoQuery,
    body: PolicyAssignments,
    answer: GraphCollection,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  },

  listConfigurationSettings: plainList(
    SETTINGS,
    'The settings that Keepsake acts on, with their choices.',
    CONFIGURATION,
  ),
  getConfigurationSetting: plainGet(SETTINGS, 'One setting that Keepsake acts on.', CONFIGURATION),

  listAutopilotProfiles: list(PROFILES, 'Autopilot profiles.', SERVICE_CONFIGURATION),
  createAutopilotProfile: create(PROFILES, 'Adds an Autopilot profile.', SERVICE_CONFIGURATION),
  getAutopilotProfile: get(PROFILES, 'One Autopilot profile.', SERVICE_CONFIGURATION),
  updateAutopilotProfile: update(PROFILES, 'Changes the given members of an Autopilot profile.', SERVICE_CONFIGURATION),
  deleteAutopilotProfile: remove(PROFILES, 'Removes an Autopilot profile.', SERVICE_CONFIGURATION),
  listAutopilotProfileAssignments: assignments(PROFILES, SERVICE_CONFIGURATION),
  addAutopilotProfileAssignment: {
    method: 'POST',
    path: `${PROFILES}/:id/assignments`,
    ...SERVICE_CONFIGURATION.manage,
    summary: 'Assigns an Autopilot profile to one more target.',
    params: ObjectParams,
    query: NoQuery,
    body: GraphObject,
    answer: GraphObject,
    status: 201,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  },
  removeAutopilotProfileAssignment: {
    method: 'DELETE',
    path: `${PROFILES}/:id/assignments/:assignmentId`,
    ...SERVICE_CONFIGURATION.manage,
    summary: 'Takes an Autopilot profile from one target.',
    params: AssignmentParams,
    query: NoQuery,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'stale-version'],
  },
  assignAutopilotProfile: {
    ...action(PROFILES, 'assign', 'Replaces the assignments of an Autopilot profile.', SERVICE_CONFIGURATION),
    body: PolicyAssignments,
  },

  listAssignmentFilters: plainList(FILTERS, 'Filters that narrow assignments to some devices.', CONFIGURATION),
  createAssignmentFilter: create(FILTERS, 'Adds a filter.', CONFIGURATION),
  getAssignmentFilter: plainGet(FILTERS, 'One filter.', CONFIGURATION),
  updateAssignmentFilter: update(FILTERS, 'Changes the given members of a filter.', CONFIGURATION),
  deleteAssignmentFilter: remove(FILTERS, 'Removes a filter that no assignment needs.', CONFIGURATION),
} as const satisfies Record<string, Operation>;

function list<P extends string>(path: P, summary: string, access: Access) {
  return { ...plainList(path, summary, access), query: graphQuery([...COLLECTION_OPTIONS, '$expand']) } as const;
}

function plainList<P extends string>(path: P, summary: string, { read }: Access) {
  return {
    method: 'GET',
    path,
    ...read,
    summary,
    query: graphQuery(COLLECTION_OPTIONS),
    answer: GraphCollection,
    problems: ['bad-request'],
  } as const;
}

function create<P extends string>(path: P, summary: string, { manage }: Access) {
  return {
    method: 'POST',
    path,
    ...manage,
    summary,
    query: NoQuery,
    body: GraphObject,
    answer: GraphObject,
    status: 201,
    problems: [...BODY_PROBLEMS, 'too-many', 'stale-version'],
  } as const;
}

function get<P extends string>(path: P, summary: string, access: Access) {
  return { ...plainGet(path, summary, access), query: graphQuery(['$select', '$expand']) } as const;
}

function plainGet<P extends string>(path: P, summary: string, { read }: Access) {
  return {
    ...one(path, summary),
    method: 'GET',
    ...read,
    query: graphQuery(['$select']),
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  } as const;
}

function update<P extends string>(path: P, summary: string, { manage }: Access) {
  return {
    ...one(path, summary),
    method: 'PATCH',
    ...manage,
    body: GraphObject,
    answer: GraphObject,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  } as const;
}

function remove<P extends string>(path: P, summary: string, { manage }: Access) {
  return {
    ...one(path, summary),
    method: 'DELETE',
    ...manage,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found', 'in-use', 'stale-version'],
  } as const;
}

function assignments<P extends string>(path: P, access: Access) {
  return part(path, 'assignments', 'Who has it: groups, left out or not, all devices, all users.', access);
}

/** A list that belongs to an object. */
function part<P extends string, N extends string>(path: P, name: N, summary: string, { read }: Access) {
  return {
    method: 'GET',
    path: `${path}/:id/${name}`,
    ...read,
    summary,
    params: ObjectParams,
    query: graphQuery(['$top', '$skip', '$count', '$skiptoken']),
    answer: GraphCollection,
    problems: ['bad-request', 'not-found'],
  } as const;
}

function action<P extends string, N extends string>(path: P, name: N, summary: string, { manage }: Access) {
  return {
    method: 'POST',
    path: `${path}/:id/${name}`,
    ...manage,
    summary,
    params: ObjectParams,
    query: NoQuery,
    answer: Nothing,
    status: 204,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  } as const;
}

function one<P extends string>(path: P, summary: string) {
  return { path: `${path}/:id`, summary, params: ObjectParams, query: NoQuery } as const;
}
