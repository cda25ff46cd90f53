// The tables of applications and of their secrets. Only hashes of secrets are in them.

import type { TenantTransaction } from '../database/database.ts';

/**
 * `native`: on a person's machine, without a secret; `spa`: in a browser, without a secret; `web`: on a server, for people;
 * `daemon`: on a server, for itself.
 */
export type ApplicationKind = 'native' | 'spa' | 'web' | 'daemon';

export type Application = {
  readonly applicationId: string;
  readonly displayName: string;
  readonly kind: ApplicationKind;
  readonly redirectUris: readonly string[];
  /** What its tokens for itself carry as `roles`. */
  readonly appRoles: readonly string[];
};

export async function addApplication(tx: TenantTransaction, it: Application, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO application (tenant_id, application_id, display_name, kind, redirect_uris, app_roles, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, application_id) DO NOTHING`,
    [
      tx.tenantId,
      it.applicationId,
      it.displayName,
      it.kind,
      JSON.stringify(it.redirectUris),
      JSON.stringify(it.appRoles),
      now,
    ],
  );
}

export async function findApplication(tx: TenantTransaction, applicationId: string): Promise<Application | undefined> {
  const [row] = await tx.query<ApplicationRow>(`${SELECT} AND application_id = $2`, [tx.tenantId, applicationId]);
  return row === undefined ? undefined : applicationOf(row);
}

export async function findApplications(tx: TenantTransaction): Promise<readonly Application[]> {
  const rows = await tx.query<ApplicationRow>(`${SELECT} ORDER BY lower(display_name)`, [tx.tenantId]);
  return rows.map(applicationOf);
}

export async function removeApplication(tx: TenantTransaction, applicationId: string): Promise<void> {
  await tx.query('DELETE FROM application WHERE tenant_id = $1 AND application_id = $2', [tx.tenantId, applicationId]);
}

export type ApplicationSecret = {
  readonly secretId: string;
  readonly secretSha256: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export async function addApplicationSecret(
  tx: TenantTransaction,
  applicationId: string,
  secret: ApplicationSecret,
): Promise<void> {
  await tx.query(
    `INSERT INTO application_secret (tenant_id, application_id, secret_id, secret_sha256, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, application_id, secret_id) DO NOTHING`,
    [tx.tenantId, applicationId, secret.secretId, secret.secretSha256, secret.createdAt, secret.expiresAt],
  );
}

export async function findApplicationSecrets(
  tx: TenantTransaction,
  applicationId: string,
): Promise<readonly ApplicationSecret[]> {
  const rows = await tx.query<SecretRow>(
    `SELECT secret_id, secret_sha256, created_at, expires_at FROM application_secret
      WHERE tenant_id = $1 AND application_id = $2 ORDER BY secret_id`,
    [tx.tenantId, applicationId],
  );
  return rows.map((row) => ({
    secretId: row.secret_id,
    secretSha256: row.secret_sha256,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

const SELECT =
  'SELECT application_id, display_name, kind, redirect_uris, app_roles FROM application WHERE tenant_id = $1';

type ApplicationRow = {
  readonly application_id: string;
  readonly display_name: string;
  readonly kind: ApplicationKind;
  readonly redirect_uris: readonly string[];
  readonly app_roles: readonly string[];
};

type SecretRow = {
  readonly secret_id: string;
  readonly secret_sha256: Uint8Array;
  readonly created_at: Date;
  readonly expires_at: Date;
};

function applicationOf(row: ApplicationRow): Application {
  return {
    applicationId: row.application_id,
    displayName: row.display_name,
    kind: row.kind,
    redirectUris: row.redirect_uris,
    appRoles: row.app_roles,
  };
}
