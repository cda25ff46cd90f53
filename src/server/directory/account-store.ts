// The tables of accounts and of the directory roles they hold. The names of users stand in the table of users.

import type { TenantTransaction } from '../database/database.ts';

export type Account = {
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly enabled: boolean;
  /** PHC string; `null`: this person has no password. */
  readonly password: string | null;
  readonly passwordMustChange: boolean;
  /** Sessions and refresh tokens from before are void. */
  readonly validFrom: Date;
  readonly createdAt: Date;
};

/** False if the user already has an account. */
export async function addAccount(
  tx: TenantTransaction,
  account: { readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO directory_account (tenant_id, user_id, enabled, password, password_must_change, valid_from, created_at)
     VALUES ($1, $2, true, NULL, false, $3, $3) ON CONFLICT (tenant_id, user_id) DO NOTHING RETURNING 1`,
    [tx.tenantId, account.userId, account.now],
  );
  return rows.length > 0;
}

export async function findAccount(tx: TenantTransaction, userId: string): Promise<Account | undefined> {
  const [row] = await tx.query<AccountRow>(`${SELECT} AND a.user_id = $2`, [tx.tenantId, userId]);
  return row === undefined ? undefined : accountOf(row);
}

/** Case does not matter in a user principal name. */
export async function findAccountByName(tx: TenantTransaction, name: string): Promise<Account | undefined> {
  const [row] = await tx.query<AccountRow>(`${SELECT} AND lower(u.user_principal_name) = lower($2)`, [
    tx.tenantId,
    name,
  ]);
  return row === undefined ? undefined : accountOf(row);
}

export async function findAccounts(tx: TenantTransaction): Promise<readonly Account[]> {
  const rows = await tx.query<AccountRow>(`${SELECT} ORDER BY lower(u.user_principal_name)`, [tx.tenantId]);
  return rows.map(accountOf);
}

export async function setEnabled(tx: TenantTransaction, userId: string, enabled: boolean): Promise<void> {
  await tx.query('UPDATE directory_account SET enabled = $3 WHERE tenant_id = $1 AND user_id = $2', [
    tx.tenantId,
    userId,
    enabled,
  ]);
}

export async function setPassword(
  tx: TenantTransaction,
  userId: string,
  password: { readonly hash: string | null; readonly mustChange: boolean },
): Promise<void> {
  await tx.query(
    'UPDATE directory_account SET password = $3, password_must_change = $4 WHERE tenant_id = $1 AND user_id = $2',
    [tx.tenantId, userId, password.hash, password.mustChange],
  );
}

export async function setValidFrom(tx: TenantTransaction, userId: string, validFrom: Date): Promise<void> {
  await tx.query('UPDATE directory_account SET valid_from = $3 WHERE tenant_id = $1 AND user_id = $2', [
    tx.tenantId,
    userId,
    validFrom,
  ]);
}

/** Role template ids. */
export async function findDirectoryRoles(tx: TenantTransaction, userId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ role_template_id: string }>(
    'SELECT role_template_id FROM directory_role_holder WHERE tenant_id = $1 AND user_id = $2 ORDER BY 1',
    [tx.tenantId, userId],
  );
  return rows.map((row) => row.role_template_id);
}

export type RoleHolder = {
  readonly roleTemplateId: string;
  readonly userId: string;
  readonly userPrincipalName: string;
};

/** Everybody who holds a directory role, by name. */
export async function findRoleHolders(tx: TenantTransaction): Promise<readonly RoleHolder[]> {
  const rows = await tx.query<{ role_template_id: string; user_id: string; user_principal_name: string }>(
    `SELECT r.role_template_id, r.user_id, u.user_principal_name
       FROM directory_role_holder r
       JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
      WHERE r.tenant_id = $1 ORDER BY lower(u.user_principal_name)`,
    [tx.tenantId],
  );
  return rows.map((row) => ({
    roleTemplateId: row.role_template_id,
    userId: row.user_id,
    userPrincipalName: row.user_principal_name,
  }));
}

export async function addDirectoryRole(tx: TenantTransaction, userId: string, roleTemplateId: string): Promise<void> {
  await tx.query(
    `INSERT INTO directory_role_holder (tenant_id, user_id, role_template_id) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, user_id, role_template_id) DO NOTHING`,
    [tx.tenantId, userId, roleTemplateId],
  );
}

export async function removeDirectoryRole(
  tx: TenantTransaction,
  userId: string,
  roleTemplateId: string,
): Promise<void> {
  await tx.query('DELETE FROM directory_role_holder WHERE tenant_id = $1 AND user_id = $2 AND role_template_id = $3', [
    tx.tenantId,
    userId,
    roleTemplateId,
  ]);
}

const SELECT = `
  SELECT a.user_id, u.user_principal_name, u.display_name, a.enabled, a.password, a.password_must_change, a.valid_from,
         a.created_at
    FROM directory_account a
    JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.user_id
   WHERE a.tenant_id = $1`;

type AccountRow = {
  readonly user_id: string;
  readonly user_principal_name: string;
  readonly display_name: string;
  readonly enabled: boolean;
  readonly password: string | null;
  readonly password_must_change: boolean;
  readonly valid_from: Date;
  readonly created_at: Date;
};

function accountOf(row: AccountRow): Account {
  return {
    userId: row.user_id,
    userPrincipalName: row.user_principal_name,
    displayName: row.display_name,
    enabled: row.enabled,
    password: row.password,
    passwordMustChange: row.password_must_change,
    validFrom: row.valid_from,
    createdAt: row.created_at,
  };
}
