// What the operations on policies are asked, so that they succeed: on objects that the recipe makes where the first that is
// listed would not do, as the default of the restore page, which nobody assigns, orders or removes.

import type { Json } from '../../src/lib/canonical-json.ts';
import type { Asked } from './recipes.ts';
import type { Tenant } from './tenant.ts';

export const POLICY_RECIPES: Readonly<Record<string, (tenant: Tenant) => Promise<readonly Asked[]>>> = {
  createEnrollmentConfiguration: async (tenant) => [{ body: restorePage(tenant) }],
  updateEnrollmentConfiguration: async (tenant) => [
    { body: { '@odata.type': RESTORE_PAGE, state: 'enabled' } },
    { ...(await onMade(tenant, ENROLLMENT, restorePage(tenant))), body: { displayName: tenant.fresh() } },
  ],
  deleteEnrollmentConfiguration: async (tenant) => [await onMade(tenant, ENROLLMENT, restorePage(tenant))],
  assignEnrollmentConfiguration: async (tenant) => [
    {
      ...(await onMade(tenant, ENROLLMENT, restorePage(tenant))),
      body: { enrollmentConfigurationAssignments: [toGroup(tenant)] },
    },
  ],
  setEnrollmentConfigurationPriority: async (tenant) => [
    { ...(await onMade(tenant, ENROLLMENT, restorePage(tenant))), body: { priority: 1 } },
  ],

  createConfigurationPolicy: async (tenant) => [
    { body: policy(tenant) },
    { body: { ...policy(tenant), assignments: [await filtered(tenant)] } },
  ],
  updateConfigurationPolicy: async (tenant) => [{ body: { description: tenant.fresh() } }],
  replaceConfigurationPolicy: async (tenant) => [{ body: policy(tenant) }],
  assignConfigurationPolicy: async (tenant) => [{ body: { assignments: [await filtered(tenant)] } }],

  createAutopilotProfile: async (tenant) => [{ body: { ...profile(tenant), assignments: [toGroup(tenant)] } }],
  updateAutopilotProfile: async (tenant) => [{ body: { displayName: tenant.fresh() } }],
  addAutopilotProfileAssignment: async (tenant) => [{ body: toGroup(tenant) }],
  removeAutopilotProfileAssignment: async (tenant) => {
    const { params } = await onMade(tenant, PROFILES, { ...profile(tenant), assignments: [toGroup(tenant)] });
    const path = `${PROFILES}/${params.id}/assignments`;
    const { value } = (await tenant.ask({ method: 'GET', path })) as { value: { id: string }[] };
    return [{ params: { ...params, assignmentId: value[0]?.id ?? '' } }];
  },
  assignAutopilotProfile: async (tenant) => [{ body: { assignments: [toGroup(tenant)] } }],

  createAssignmentFilter: async (tenant) => [{ body: filter(tenant) }],
  updateAssignmentFilter: async (tenant) => [{ body: { displayName: tenant.fresh() } }],
  setTenantChoices: async (tenant) => [{ body: { buildTable: builds(tenant) } }],
  deleteAssignmentFilter: async (tenant) => [await onMade(tenant, FILTERS, filter(tenant))],
};

async function onMade(tenant: Tenant, path: string, body: Json): Promise<{ readonly params: { readonly id: string } }> {
  const { id } = (await tenant.ask({ method: 'POST', path, body })) as { id: string };
  return { params: { id } };
}

function restorePage(tenant: Tenant) {
  return { '@odata.type': RESTORE_PAGE, displayName: tenant.fresh(), state: 'disabled' };
}

function policy(tenant: Tenant) {
  return {
    name: tenant.fresh(),
    description: tenant.fresh(),
    platforms: 'windows10',
    technologies: 'mdm',
    settings: [],
  };
}

function profile(tenant: Tenant) {
  return {
    '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
    displayName: tenant.fresh(),
    deviceNameTemplate: tenant.fresh(),
  };
}

function filter(tenant: Tenant) {
  const rule = `(device.model -eq "${tenant.fresh()}")`;
  return { displayName: tenant.fresh(), platform: 'windows10AndLater', rule };
}

/** With which restores are still offered: what else is asked needs them. */
function builds(tenant: Tenant) {
  const any = { revision: 0 };
  const minimum = { backup: any, oobe: any, firstSignIn: any, inUse: any };
  return { version: tenant.fresh(), releases: [{ name: tenant.fresh(), build: 26100, minimum }] };
}

/** Of whatever directory: the service does not look. */
function toGroup(tenant: Tenant) {
  return { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: tenant.fresh() } };
}

async function filtered(tenant: Tenant) {
  const { params } = await onMade(tenant, FILTERS, filter(tenant));
  const { target } = toGroup(tenant);
  return {
    target: {
      ...target,
      deviceAndAppManagementAssignmentFilterId: params.id,
      deviceAndAppManagementAssignmentFilterType: 'include',
    },
  };
}

const RESTORE_PAGE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
const ROOT = '/v1.0/deviceManagement';
const ENROLLMENT = `${ROOT}/deviceEnrollmentConfigurations`;
const PROFILES = `${ROOT}/windowsAutopilotDeploymentProfiles`;
const FILTERS = `${ROOT}/assignmentFilters`;
