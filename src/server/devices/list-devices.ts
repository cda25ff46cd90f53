// Lists devices with the keys that people use on them: a person's own, or a page of the tenant's.

import { fail, ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import type { DevicePage, DeviceQuery, DeviceSummary } from '../../protocol/operations/devices.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { type DeviceKey, findDeviceKeys } from './device-key-store.ts';
import { type Device, findDevice, findDevices, findDevicesOf } from './device-store.ts';

/** With the person's own keys alone: who else uses a device is not theirs to know. */
export function listOwnDevices(
  context: Context,
  { tenantId, userId }: DeviceActor | UserActor,
): Promise<Result<{ readonly devices: readonly DeviceSummary[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const devices = await describe(tx, await findDevicesOf(tx, userId));
    const own = devices.map((it) => ({ ...it, keys: it.keys.filter((key) => key.userId === userId) }));
    return ok({ devices: own });
  });
}

export function listDevices(
  context: Context,
  { tenantId }: { readonly tenantId: string },
  { limit = PAGE_SIZE_DEFAULT, after }: DeviceQuery,
): Promise<Result<DevicePage, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const found = await findDevices(tx, { after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.deviceId ?? null) : null;
    return ok({ devices: await describe(tx, page), next });
  });
}

export function getDevice(
  context: Context,
  { tenantId }: { readonly tenantId: string },
  deviceId: string,
): Promise<Result<DeviceSummary, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const device = await findDevice(tx, deviceId);
    const [found] = device === undefined ? [] : await describe(tx, [device]);
    return found === undefined ? fail({ code: 'not-found', detail: `There is no device ${deviceId}.` }) : ok(found);
  });
}

/** All of them, page after page: for whoever looks at the whole. */
export async function listAllDevices(
  context: Context,
  tenant: { readonly tenantId: string },
): Promise<Result<readonly DeviceSummary[], Problem>> {
  const all: DeviceSummary[] = [];
  let after: string | undefined;
  do {
    const page = await listDevices(context, tenant, {
      limit: PAGE_SIZE_MAX,
      ...(after === undefined ? {} : { after }),
    });
    if (!page.ok) return page;
    all.push(...page.value.devices);
    after = page.value.next ?? undefined;
  } while (after !== undefined);
  return ok(all);
}

async function describe(tx: TenantTransaction, devices: readonly Device[]): Promise<DeviceSummary[]> {
  const keys = await findDeviceKeys(
    tx,
    devices.map(({ deviceId }) => deviceId),
  );
  return devices.map((device) => summaryOf(device, keys));
}

function summaryOf(device: Device, keys: readonly DeviceKey[]): DeviceSummary {
  const { deviceId, displayName, joinType, directoryDeviceId, joinedAt } = device;
  return {
    deviceId,
    displayName,
    joinType: joinType ?? 'unknown',
    directoryDeviceId: directoryDeviceId ?? null,
    joinedAt: joinedAt?.toISOString() ?? null,
    keys: keys
      .filter((key) => key.deviceId === deviceId)
      .map((key) => ({
        keyThumbprint: key.thumbprint,
        userId: key.userId,
        userPrincipalName: key.userPrincipalName,
        protection: key.protection,
        joinedAt: key.joinedAt.toISOString(),
      })),
  };
}
