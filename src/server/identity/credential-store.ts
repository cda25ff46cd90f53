// The table of credentials: what a device shows on behalf of a user. Only hashes of secrets are in it.

import type { TenantTransaction } from '../database/database.ts';

export type NewCredential = {
  readonly credentialId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly secretSha256: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export type Credential = NewCredential & {
  readonly revokedAt: Date | null;
  readonly deviceName: string;
  readonly userPrincipalName: string;
  /** The key it is bound to; `null` until a device has joined with it. */
  readonly keyThumbprint: string | null;
};

export async function addCredential(tx: TenantTransaction, credential: NewCredential): Promise<void> {
  const { credentialId, userId, deviceId, secretSha256, createdAt, expiresAt } = credential;
  await tx.query(
    `INSERT INTO credential (tenant_id, credential_id, user_id, device_id, secret_sha256, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, credential_id) DO NOTHING`,
    [tx.tenantId, credentialId, userId, deviceId, secretSha256, createdAt, expiresAt],
  );
}

export async function findCredential(tx: TenantTransaction, credentialId: string): Promise<Credential | undefined> {
  const [row] = await tx.query<CredentialRow>(`${SELECT} AND c.credential_id = $2`, [tx.tenantId, credentialId]);
  return row === undefined ? undefined : credentialOf(row);
}

/** Newest first. */
export async function findCredentials(tx: TenantTransaction): Promise<readonly Credential[]> {
  const rows = await tx.query<CredentialRow>(`${SELECT} ORDER BY c.credential_id DESC`, [tx.tenantId]);
  return rows.map(credentialOf);
}

/** Revoking again keeps the first time. */
export async function revoke(tx: TenantTransaction, credentialId: string, now: Date): Promise<void> {
  await tx.query(
    'UPDATE credential SET revoked_at = $3 WHERE tenant_id = $1 AND credential_id = $2 AND revoked_at IS NULL',
    [tx.tenantId, credentialId, now],
  );
}

/** For ever: the first key stays. */
export async function bindCredential(tx: TenantTransaction, credentialId: string, thumbprint: string): Promise<void> {
  await tx.query(
    `UPDATE credential SET key_thumbprint = $3
      WHERE tenant_id = $1 AND credential_id = $2 AND key_thumbprint IS NULL`,
    [tx.tenantId, credentialId, thumbprint],
  );
}

/** All that this device was given. */
export async function revokeOfDevice(tx: TenantTransaction, deviceId: string, now: Date): Promise<void> {
  await tx.query(
    'UPDATE credential SET revoked_at = $3 WHERE tenant_id = $1 AND device_id = $2 AND revoked_at IS NULL',
    [tx.tenantId, deviceId, now],
  );
}

const SELECT = `
  SELECT c.credential_id, c.user_id, c.device_id, c.secret_sha256, c.created_at, c.expires_at, c.revoked_at,
         c.key_thumbprint,
         d.display_name, u.user_principal_name
    FROM credential c
    JOIN device d ON d.tenant_id = c.tenant_id AND d.device_id = c.device_id
    JOIN app_user u ON u.tenant_id = c.tenant_id AND u.user_id = c.user_id
   WHERE c.tenant_id = $1`;

type CredentialRow = {
  readonly credential_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly secret_sha256: Uint8Array;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly key_thumbprint: string | null;
  readonly display_name: string;
  readonly user_principal_name: string;
};

function credentialOf(row: CredentialRow): Credential {
  return {
    credentialId: row.credential_id,
    userId: row.user_id,
    deviceId: row.device_id,
    secretSha256: row.secret_sha256,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    keyThumbprint: row.key_thumbprint,
    deviceName: row.display_name,
    userPrincipalName: row.user_principal_name,
  };
}
