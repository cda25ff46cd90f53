// What the operations of Microsoft Graph are asked, so that they succeed: people in groups, and backups as Windows settings.

import type { Asked } from './recipes.ts';
import { captureOf, type Tenant } from './tenant.ts';

export const GRAPH_RECIPES: Readonly<Record<string, (tenant: Tenant) => Promise<readonly Asked[]>>> = {
  getUser: async ({ newGroup }) => [{ params: { user: (await newGroup()).userId } }],
  listGroupsOfUser: async ({ newGroup }) => [{ params: { user: (await newGroup()).userId } }],
  getGroup: async ({ newGroup }) => [{ params: { id: (await newGroup()).groupId } }],
  listGroupMembers: async ({ newGroup }) => [{ params: { id: (await newGroup()).groupId } }],
  listGroups: async ({ newGroup }) => {
    await newGroup();
    return [{}];
  },

  getGraphAuditEvent: async (tenant) => {
    const { value } = await listed(tenant, '/v1.0/deviceManagement/auditEvents?$top=1');
    return [{ params: { event: value[0]?.id ?? '' } }];
  },

  listWindowsSettingsOf: async (tenant) => {
    await backedUp(tenant);
    return [{ params: { userId: atTenant(tenant) } }];
  },
  getWindowsSettingOf: (tenant) => ofEachKind(tenant, ({ userId, settingId }) => ({ userId, settingId })),
  listWindowsSettingInstancesOf: (tenant) => ofEachKind(tenant, ({ userId, settingId }) => ({ userId, settingId })),
  getWindowsSettingInstanceOf: (tenant) => ofEachKind(tenant, (it) => it),
  deleteWindowsSettingsOf: async (tenant) => {
    const device = await tenant.newDevice();
    await device.backUp(captureOf(tenant));
    return [{ params: { userId: atTenant(tenant, device.enrolled.userId) } }];
  },
  listMyWindowsSettings: async (tenant) => {
    await backedUp(tenant);
    return [{}];
  },
  getMyWindowsSetting: (tenant) => ofEachKind(tenant, ({ settingId }) => ({ settingId })),
  listMyWindowsSettingInstances: (tenant) => ofEachKind(tenant, ({ settingId }) => ({ settingId })),
  getMyWindowsSettingInstance: (tenant) =>
    ofEachKind(tenant, ({ settingId, instanceId }) => ({ settingId, instanceId })),

  runBatch: async (tenant) => {
    const { userId } = await tenant.newGroup();
    const requests = [
      { id: '1', method: 'GET', url: `/users/${userId}` },
      { id: '2', method: 'GET', url: `/users/${atTenant(tenant)}/settings/windows` },
    ];
    return [{ body: { requests } }];
  },
};

type OneSetting = { readonly userId: string; readonly settingId: string; readonly instanceId: string };

/** Of the device profile and of the unit store of the first person. */
async function ofEachKind(
  tenant: Tenant,
  paramsOf: (setting: OneSetting) => Readonly<Record<string, string>>,
): Promise<readonly Asked[]> {
  const userId = atTenant(tenant);
  await backedUp(tenant);
  const { value } = await listed(tenant, `/v1.0/users/${userId}/settings/windows`);
  return value.map(({ id, instances = [] }) => ({
    params: paramsOf({ userId, settingId: id, instanceId: instances[0]?.id ?? '' }),
    headers: { 'keepsake-reason': 'because it is a test' },
  }));
}

async function backedUp(tenant: Tenant): Promise<void> {
  const { body } = await tenant.device.list();
  if (body.snapshots.length === 0) await tenant.device.backUp(captureOf(tenant));
}

type Listed = {
  readonly value: readonly { readonly id: string; readonly instances?: readonly { readonly id: string }[] }[];
};

async function listed(tenant: Tenant, path: string): Promise<Listed> {
  return (await tenant.ask({ method: 'GET', path })) as Listed;
}

function atTenant({ tenantId, device }: Tenant, userId = device.enrolled.userId): string {
  return `${userId}@${tenantId}`;
}
