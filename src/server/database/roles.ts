// The roles of the database: the owner makes and changes tables; the service and the operator use them.
//
// - The owner is a login that is given. Only migrations run as the owner.
// - `keepsake_service` works inside one tenant; `keepsake_operator` makes and lists tenants. Neither can log in, owns
//   anything or passes row security by; a transaction puts one of them on (`SET LOCAL ROLE`).
// - The login of the connection pool needs to be a member of both, and best of nothing else.

import type pg from 'pg';
import { codeOf } from './problem.ts';

export const SERVICE_ROLE = 'keepsake_service';
export const OPERATOR_ROLE = 'keepsake_operator';

/** The pool's login on the embedded server: no rights of its own, so that even `RESET ROLE` leads nowhere. */
export const EMBEDDED_LOGIN = 'keepsake_login';

/** Makes the roles that are missing and lets `login` put them on. Repeats are without effect. */
export async function ensureRoles(owner: pg.Client, login: string): Promise<void> {
  for (const role of [SERVICE_ROLE, OPERATOR_ROLE]) {
    await createIfMissing(owner, role, 'NOLOGIN');
    if (!(await isMember(owner, login, role))) await grantTo(owner, role, login);
  }
}

/** A login without any right of its own. */
export async function ensureLogin(owner: pg.Client, login: string): Promise<void> {
  await createIfMissing(owner, login, 'LOGIN NOINHERIT');
}

async function createIfMissing(owner: pg.Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  await owner.query(`CREATE ROLE ${owner.escapeIdentifier(role)} ${attributes}`).catch((error: unknown) => {
    // Roles belong to the whole server: another database's service may have made it just now.
    if (codeOf(error) !== '42710' && codeOf(error) !== '23505') throw error;
  });
}

/** Whether `SET ROLE` would work. Since version 16 being a member is not enough for that. */
async function isMember(owner: pg.Client, login: string, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ member: boolean }>(
    `SELECT pg_has_role($1::name, $2::name, CASE WHEN current_setting('server_version_num')::int >= 160000
                                                 THEN 'SET' ELSE 'MEMBER' END) AS member`,
    [login, role],
  );
  return rows[0]?.member === true;
}

async function grantTo(owner: pg.Client, role: string, login: string): Promise<void> {
  try {
    await owner.query(`GRANT ${role} TO ${owner.escapeIdentifier(login)}`);
  } catch (error) {
    // Two services that grant the same at once get in each other's way ("tuple concurrently updated").
    if (!(await isMember(owner, login, role))) throw error;
  }
}
