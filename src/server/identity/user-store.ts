// The tables of users and of what issuers call them.

import type { TenantTransaction } from '../database/database.ts';

export type User = { readonly userId: string; readonly userPrincipalName: string; readonly displayName: string };

export type Identity = { readonly issuer: string; readonly subject: string };

/** The user with this sign-in name, made under `freshId` if there is none. Windows ignores case in it. */
export async function findOrAddUser(
  tx: TenantTransaction,
  user: { readonly freshId: string; readonly userPrincipalName: string; readonly now: Date },
): Promise<string> {
  const found = await findUserByName(tx, user.userPrincipalName);
  if (found !== undefined) return found.userId;
  const { freshId: userId, userPrincipalName, now } = user;
  await addUser(tx, { userId, userPrincipalName, displayName: userPrincipalName }, { now });
  return userId;
}

export async function findUser(tx: TenantTransaction, userId: string): Promise<User | undefined> {
  const [row] = await tx.query<UserRow>(`${SELECT} AND u.user_id = $2`, [tx.tenantId, userId]);
  return row && userOf(row);
}

export async function findUserPrincipalName(tx: TenantTransaction, userId: string): Promise<string | undefined> {
  return (await findUser(tx, userId))?.userPrincipalName;
}

/** Case does not matter in a user principal name. */
export async function findUserByName(tx: TenantTransaction, name: string): Promise<User | undefined> {
  const [row] = await tx.query<UserRow>(`${SELECT} AND lower(u.user_principal_name) = lower($2)`, [tx.tenantId, name]);
  return row && userOf(row);
}

export async function findUserByIdentity(
  tx: TenantTransaction,
  { issuer, subject }: Identity,
): Promise<User | undefined> {
  const [row] = await tx.query<UserRow>(
    `${SELECT} AND u.user_id = (SELECT user_id FROM user_identity
                                 WHERE tenant_id = $1 AND issuer = $2 AND subject = $3)`,
    [tx.tenantId, issuer, subject],
  );
  return row && userOf(row);
}

/** Whether any issuer has ever signed this user in. */
export async function hasIdentity(tx: TenantTransaction, userId: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM user_identity WHERE tenant_id = $1 AND user_id = $2 LIMIT 1', [
    tx.tenantId,
    userId,
  ]);
  return rows.length > 0;
}

/** What issuers call this user, the first of them first. */
export async function findSubjects(tx: TenantTransaction, userId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ subject: string }>(
    'SELECT subject FROM user_identity WHERE tenant_id = $1 AND user_id = $2 ORDER BY created_at, subject',
    [tx.tenantId, userId],
  );
  return rows.map(({ subject }) => subject);
}

/** At most so many: for who looks for the one that somebody meant. */
export async function findUserNames(tx: TenantTransaction, limit: number): Promise<readonly string[]> {
  const rows = await tx.query<{ user_principal_name: string }>(
    'SELECT user_principal_name FROM app_user WHERE tenant_id = $1 ORDER BY user_id DESC LIMIT $2',
    [tx.tenantId, limit],
  );
  return rows.map((row) => row.user_principal_name);
}

/** `asOf`: when the names were said to be these, if an issuer said so. */
export async function addUser(
  tx: TenantTransaction,
  user: User,
  { now, asOf }: { readonly now: Date; readonly asOf?: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO app_user (tenant_id, user_id, user_principal_name, display_name, created_at, named_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.tenantId, user.userId, user.userPrincipalName, user.displayName, now, asOf ?? null],
  );
}

/** False if the names there are come from something newer than `asOf`. */
export async function renameUser(tx: TenantTransaction, user: User, asOf: Date): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE app_user SET user_principal_name = $3, display_name = $4, named_at = $5
      WHERE tenant_id = $1 AND user_id = $2 AND (named_at IS NULL OR named_at < $5) RETURNING 1`,
    [tx.tenantId, user.userId, user.userPrincipalName, user.displayName, asOf],
  );
  return rows.length > 0;
}

export async function addIdentity(
  tx: TenantTransaction,
  { issuer, subject }: Identity,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO user_identity (tenant_id, issuer, subject, user_id, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, issuer, subject) DO NOTHING`,
    [tx.tenantId, issuer, subject, userId, now],
  );
}

/** Until the transaction ends, nobody else makes users or devices in this tenant: no name is made twice. */
export async function lockEnrollment(tx: TenantTransaction): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keepsake enrollment ' || $1, 0))", [tx.tenantId]);
}

const SELECT = `SELECT u.user_id, u.user_principal_name, u.display_name FROM app_user u WHERE u.tenant_id = $1`;

type UserRow = { readonly user_id: string; readonly user_principal_name: string; readonly display_name: string };

function userOf(row: UserRow): User {
  return { userId: row.user_id, userPrincipalName: row.user_principal_name, displayName: row.display_name };
}
