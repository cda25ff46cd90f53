// The tables of users and of devices.

import type { TenantTransaction } from '../database/database.ts';

/** The user with this sign-in name, made under `freshId` if there is none. Windows ignores case in it. */
export async function findOrAddUser(
  tx: TenantTransaction,
  user: { readonly freshId: string; readonly userPrincipalName: string; readonly now: Date },
): Promise<string> {
  const [found] = await tx.query<{ user_id: string }>(
    'SELECT user_id FROM app_user WHERE tenant_id = $1 AND lower(user_principal_name) = lower($2)',
    [tx.tenantId, user.userPrincipalName],
  );
  if (found !== undefined) return found.user_id;
  await tx.query(
    `INSERT INTO app_user (tenant_id, user_id, user_principal_name, display_name, created_at)
     VALUES ($1, $2, $3, $3, $4)`,
    [tx.tenantId, user.freshId, user.userPrincipalName, user.now],
  );
  return user.freshId;
}

/** The device with this name, made under `freshId` if there is none. Windows ignores case in it. */
export async function findOrAddDevice(
  tx: TenantTransaction,
  device: { readonly freshId: string; readonly deviceName: string; readonly now: Date },
): Promise<string> {
  const [found] = await tx.query<{ device_id: string }>(
    `SELECT device_id FROM device WHERE tenant_id = $1 AND lower(display_name) = lower($2)
      ORDER BY device_id LIMIT 1`,
    [tx.tenantId, device.deviceName],
  );
  if (found !== undefined) return found.device_id;
  await tx.query('INSERT INTO device (tenant_id, device_id, display_name, created_at) VALUES ($1, $2, $3, $4)', [
    tx.tenantId,
    device.freshId,
    device.deviceName,
    device.now,
  ]);
  return device.freshId;
}

/** Until the transaction ends, nobody else enrolls in this tenant: no name is made twice. */
export async function lockEnrollment(tx: TenantTransaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keepsake enrollment ' || $1, 0))", [tx.tenantId]);
}
