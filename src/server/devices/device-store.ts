// The table of devices. One that was removed is not found any more.

import type { JoinType } from '../../protocol/operations/devices.ts';
import type { TenantTransaction } from '../database/database.ts';

export type Device = {
  readonly deviceId: string;
  readonly displayName: string;
  /** What the device says; absent until it has joined. */
  readonly joinType: JoinType | undefined;
  readonly directoryDeviceId: string | undefined;
  readonly joinedAt: Date | undefined;
  readonly createdAt: Date;
};

/** The device with this name, made under `freshId` if there is none. Windows ignores case in it. */
export async function findOrAddDevice(
  tx: TenantTransaction,
  device: { readonly freshId: string; readonly deviceName: string; readonly now: Date },
): Promise<string> {
  const [found] = await tx.query<{ device_id: string }>(
    `SELECT device_id FROM device WHERE tenant_id = $1 AND lower(display_name) = lower($2) AND removed_at IS NULL
      ORDER BY device_id LIMIT 1`,
    [tx.tenantId, device.deviceName],
  );
  if (found !== undefined) return found.device_id;
  await addDevice(tx, { deviceId: device.freshId, displayName: device.deviceName, now: device.now });
  return device.freshId;
}

export async function addDevice(
  tx: TenantTransaction,
  device: { readonly deviceId: string; readonly displayName: string; readonly now: Date },
): Promise<void> {
  await tx.query('INSERT INTO device (tenant_id, device_id, display_name, created_at) VALUES ($1, $2, $3, $4)', [
    tx.tenantId,
    device.deviceId,
    device.displayName,
    device.now,
  ]);
}

export async function findDevice(tx: TenantTransaction, deviceId: string): Promise<Device | undefined> {
  const [row] = await tx.query<DeviceRow>(`${SELECT} AND d.device_id = $2`, [tx.tenantId, deviceId]);
  return row && deviceOf(row);
}

/** Whether one device alone bears the name; Windows ignores case in it. */
export async function isNameUnique(tx: TenantTransaction, displayName: string): Promise<boolean> {
  const rows = await tx.query(
    'SELECT 1 FROM device WHERE tenant_id = $1 AND lower(display_name) = lower($2) AND removed_at IS NULL LIMIT 2',
    [tx.tenantId, displayName],
  );
  return rows.length === 1;
}

/** Newest first, after `after`. */
export async function findDevices(
  tx: TenantTransaction,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly Device[]> {
  const rows = await tx.query<DeviceRow>(
    `${SELECT} AND ($2::uuid IS NULL OR d.device_id < $2) ORDER BY d.device_id DESC LIMIT $3`,
    [tx.tenantId, after ?? null, limit],
  );
  return rows.map(deviceOf);
}

/** Those with this name, or this id. Windows ignores case in names. */
export async function findDevicesCalled(tx: TenantTransaction, nameOrId: string): Promise<readonly Device[]> {
  const rows = await tx.query<DeviceRow>(
    `${SELECT} AND (d.device_id::text = $2 OR lower(d.display_name) = lower($2)) ORDER BY d.device_id DESC`,
    [tx.tenantId, nameOrId],
  );
  return rows.map(deviceOf);
}

/** Those whom this person uses, or has been enrolled on, newest first. */
export async function findDevicesOf(tx: TenantTransaction, userId: string): Promise<readonly Device[]> {
  const rows = await tx.query<DeviceRow>(
    `${SELECT} AND d.device_id IN (SELECT device_id FROM device_key WHERE tenant_id = $1 AND user_id = $2
                                    UNION SELECT device_id FROM credential WHERE tenant_id = $1 AND user_id = $2)
      ORDER BY d.device_id DESC`,
    [tx.tenantId, userId],
  );
  return rows.map(deviceOf);
}

export async function setJoined(
  tx: TenantTransaction,
  deviceId: string,
  joined: { readonly joinType: JoinType; readonly directoryDeviceId: string | undefined; readonly now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE device SET join_type = $3, directory_device_id = $4, joined_at = coalesce(joined_at, $5)
      WHERE tenant_id = $1 AND device_id = $2`,
    [tx.tenantId, deviceId, joined.joinType, joined.directoryDeviceId ?? null, joined.now],
  );
}

/** It may do nothing any more; its backups still bear its name. */
export async function setRemoved(tx: TenantTransaction, deviceId: string, now: Date): Promise<void> {
  await tx.query('UPDATE device SET removed_at = $3 WHERE tenant_id = $1 AND device_id = $2', [
    tx.tenantId,
    deviceId,
    now,
  ]);
}

const SELECT = `SELECT d.device_id, d.display_name, d.join_type, d.directory_device_id, d.joined_at, d.created_at
                  FROM device d WHERE d.tenant_id = $1 AND d.removed_at IS NULL`;

type DeviceRow = {
  readonly device_id: string;
  readonly display_name: string;
  readonly join_type: JoinType | null;
  readonly directory_device_id: string | null;
  readonly joined_at: Date | null;
  readonly created_at: Date;
};

function deviceOf(row: DeviceRow): Device {
  return {
    deviceId: row.device_id,
    displayName: row.display_name,
    joinType: row.join_type ?? undefined,
    directoryDeviceId: row.directory_device_id ?? undefined,
    joinedAt: row.joined_at ?? undefined,
    createdAt: row.created_at,
  };
}
