// The table of device keys: which key a person uses on which device.

import type { KeyProtection } from '../../protocol/operations/devices.ts';
import type { TenantTransaction } from '../database/database.ts';

export type DeviceKey = {
  readonly thumbprint: string;
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly protection: KeyProtection;
  readonly joinedAt: Date;
};

/** Everybody who uses this key; all on one device. */
export async function findDeviceKey(tx: TenantTransaction, thumbprint: string): Promise<readonly DeviceKey[]> {
  const rows = await tx.query<KeyRow>(`${SELECT} AND k.thumbprint = $2`, [tx.tenantId, thumbprint]);
  return rows.map(keyOf);
}

export async function findDeviceKeys(
  tx: TenantTransaction,
  deviceIds: readonly string[],
): Promise<readonly DeviceKey[]> {
  const rows = await tx.query<KeyRow>(`${SELECT} AND k.device_id = ANY ($2::uuid[]) ORDER BY k.joined_at`, [
    tx.tenantId,
    deviceIds,
  ]);
  return rows.map(keyOf);
}

export async function addDeviceKey(
  tx: TenantTransaction,
  key: Omit<DeviceKey, 'userPrincipalName' | 'deviceName'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO device_key (tenant_id, thumbprint, user_id, device_id, protection, joined_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, thumbprint, user_id) DO NOTHING`,
    [tx.tenantId, key.thumbprint, key.userId, key.deviceId, key.protection, key.joinedAt],
  );
}

/** From now on nobody on this device can prove anything. */
export async function removeDeviceKeys(tx: TenantTransaction, deviceId: string): Promise<void> {
  await tx.query('DELETE FROM device_key WHERE tenant_id = $1 AND device_id = $2', [tx.tenantId, deviceId]);
}

const SELECT = `
  SELECT k.thumbprint, k.user_id, u.user_principal_name, k.device_id, d.display_name, k.protection, k.joined_at
    FROM device_key k
    JOIN device d ON d.tenant_id = k.tenant_id AND d.device_id = k.device_id
    JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
   WHERE k.tenant_id = $1`;

type KeyRow = {
  readonly thumbprint: string;
  readonly user_id: string;
  readonly user_principal_name: string;
  readonly device_id: string;
  readonly display_name: string;
  readonly protection: KeyProtection;
  readonly joined_at: Date;
};

function keyOf(row: KeyRow): DeviceKey {
  return {
    thumbprint: row.thumbprint,
    userId: row.user_id,
    userPrincipalName: row.user_principal_name,
    deviceId: row.device_id,
    deviceName: row.display_name,
    protection: row.protection,
    joinedAt: row.joined_at,
  };
}
