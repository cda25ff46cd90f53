// Whether a server is one that Keepsake can trust its data to: new enough, durable, and with row security in force.
//
// Asked at every start and of every server, because any of it can be changed behind our back by whoever runs the server.

import { ok, type Result } from '../../lib/result.ts';
import { databaseLimits } from './limits.ts';
import { type DatabaseProblem, problem } from './problem.ts';

type Query = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Version, durability and encoding, as the login that asks has them. */
export async function inspectServer(query: Query): Promise<Result<undefined, DatabaseProblem>> {
  const [server] = await query<Record<'version' | 'name' | 'fsync' | 'pages' | 'commit' | 'encoding', string>>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS name,
            current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
            current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding`,
  );
  if (server === undefined) throw new Error('the server answered without a row');
  if (Number(server.version) < databaseLimits.serverVersionMin) {
    return problem(
      'database-version-too-old',
      `the server is PostgreSQL ${server.name}`,
      'Use PostgreSQL 15 or later, in its newest minor version.',
    );
  }
  const careless = Object.entries({
    fsync: server.fsync,
    full_page_writes: server.pages,
    synchronous_commit: server.commit,
  }).filter(([, value]) => value === 'off');
  if (careless.length > 0) {
    return problem(
      'database-not-durable',
      `the server may lose what it has acknowledged: ${careless.map(([name]) => `${name} is off`).join(', ')}`,
      'Set them to on, on the server and for the login: an acknowledged backup must survive a power cut.',
    );
  }
  if (server.encoding !== 'UTF8') {
    return problem(
      'database-encoding',
      `the database's encoding is ${server.encoding}`,
      "Create the database with ENCODING 'UTF8'.",
    );
  }
  return ok(undefined);
}

/** What to tell an administrator about the login itself; `undefined` if it has no rights that row security does not bind. */
export async function inspectLogin(query: Query): Promise<string | undefined> {
  const [login] = await query<{ mighty: boolean }>(
    `SELECT rolsuper OR rolbypassrls
            OR EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                                              AND pg_has_role(session_user, relowner, 'MEMBER')) AS mighty
       FROM pg_roles WHERE rolname = session_user`,
  );
  if (login?.mighty !== true) return undefined;
  return 'the database login owns the tables or is a superuser; a separate DATABASE_OWNER_URL would be a stronger wall';
}

/** Asked while wearing `role`: it must be bound by row security on every table, and every table must have it. */
export async function inspectRole(query: Query, role: string): Promise<Result<undefined, DatabaseProblem>> {
  const [found] = await query<{ name: string; above: boolean; owned: string[]; open: string[] }>(
    `SELECT current_user AS name,
            (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS above,
            coalesce(array_agg(relname::text) FILTER (WHERE pg_has_role(current_user, relowner, 'MEMBER')), '{}') AS owned,
            coalesce(array_agg(relname::text) FILTER (WHERE NOT (relrowsecurity AND relforcerowsecurity)
                                                        AND relname <> 'schema_migration'), '{}') AS open
       FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  if (found === undefined || found.name !== role) throw new Error(`expected to be ${role}`);
  if (found.above || found.owned.length > 0) {
    const why = found.above ? 'is a superuser or bypasses row security' : `owns ${found.owned.join(', ')}`;
    return problem(
      'database-role-unsafe',
      `the role ${role} ${why}, so row security would not hold it`,
      `Run as an administrator: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS; and let another role own the tables.`,
    );
  }
  if (found.open.length > 0) {
    return problem(
      'row-security-off',
      `row security is not enabled and forced on ${found.open.join(', ')}`,
      'Find out who switched it off, then: ALTER TABLE … ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY.',
    );
  }
  return ok(undefined);
}
