// Makes a server's database ready: as its owner the roles and the schema, then as the service a look at whether all is safe.

import pg from 'pg';
import { ok, type Result } from '../../lib/result.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { inspectLogin, inspectRole, inspectServer } from './inspect.ts';
import { databaseLimits as limits } from './limits.ts';
import { migrate, type Migration, readMigrations } from './migrate.ts';
import { Database } from './pooled-database.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';
import { DatabaseUnavailableError, retriable, withRetries } from './retry.ts';
import { ensureLogin, ensureRoles, OPERATOR_ROLE, SERVICE_ROLE } from './roles.ts';

export type ConnectOptions = {
  /** Who makes roles and tables. */
  readonly owner: pg.ClientConfig;
  /** Who the connection pool is. */
  readonly login: pg.ClientConfig;
  /** Whether the login is ours to make, without a password. */
  readonly createLogin?: boolean;
  readonly log: (line: string) => void;
  readonly embedded?: EmbeddedServer | undefined;
  readonly migrations?: readonly Migration[] | undefined;
};

/** An open database on a server that is there. */
export async function connectDatabase(options: ConnectOptions): Promise<Result<Database, DatabaseProblem>> {
  const prepared = await prepareAsOwner(options);
  if (!prepared.ok) return prepared;
  const pool = new pg.Pool({
    ...options.login,
    application_name: 'keepsake',
    max: limits.poolConnectionsMax,
    idleTimeoutMillis: limits.poolIdleMilliseconds,
    connectionTimeoutMillis: limits.connectMilliseconds,
    // The server ends a statement first; this is for a server that is silent because it is gone.
    query_timeout: limits.statementMilliseconds + limits.connectMilliseconds,
    keepAlive: true,
    pipeline: true,
    allowExitOnIdle: true,
    types: { getTypeParser },
  });
  // A connection that is lost while it is taken says so here as well as to whoever uses it; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => options.log(`a database connection was lost: ${error.message}`));
  const database = new Database(pool, prepared.value.citus, options.embedded);
  try {
    const inspected = await inspectAsService(pool, options.log);
    if (inspected.ok) return ok(database);
    await pool.end();
    return inspected;
  } catch (error) {
    await pool.end();
    return unreachable(error);
  }
}

async function prepareAsOwner(options: ConnectOptions): Promise<Result<{ citus: boolean }, DatabaseProblem>> {
  const connected = await connectPatiently({ ...options.owner, application_name: 'keepsake migrations' }, options.log);
  if (!connected.ok) return connected;
  const owner = connected.value;
  const query = async <Row extends object>(sql: string) => (await owner.query<Row>(sql)).rows;
  try {
    const inspected = await inspectServer(query);
    if (!inspected.ok) return inspected;
    const login = new pg.Client(options.login).user ?? '';
    if (options.createLogin === true) await ensureLogin(owner, login);
    await ensureRoles(owner, login);
    const migrated = await migrate(owner, options.migrations ?? readMigrations());
    if (!migrated.ok) return migrated;
    if (migrated.value > 0) options.log(`the schema was brought up to date (migrations applied: ${migrated.value})`);
    const [extension] = await query<{ citus: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS citus",
    );
    return ok({ citus: extension?.citus === true });
  } catch (error) {
    return codeOf(error) === '42501' ? notPermitted(error) : unreachable(error);
  } finally {
    await owner.end().catch(() => {});
  }
}

async function inspectAsService(
  pool: pg.Pool,
  log: (line: string) => void,
): Promise<Result<undefined, DatabaseProblem>> {
  for (const role of [SERVICE_ROLE, OPERATOR_ROLE]) {
    const client = await pool.connect();
    const query = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
    try {
      const server = await inspectServer(query);
      if (!server.ok) return server;
      const concern = await inspectLogin(query);
      if (concern !== undefined && role === SERVICE_ROLE) log(concern);
      await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
      const inspected = await inspectRole(query, role);
      if (!inspected.ok) return inspected;
    } catch (error) {
      if (codeOf(error) === '42501') return notPermitted(error);
      throw error;
    } finally {
      await client.query('ROLLBACK').catch(() => {});
      client.release();
    }
  }
  return ok(undefined);
}

/** Connects, and waits while the server is still starting or failing over. */
async function connectPatiently(
  config: pg.ClientConfig,
  log: (line: string) => void,
): Promise<Result<pg.Client, DatabaseProblem>> {
  const connect = async () => {
    const client = new pg.Client({ ...config, connectionTimeoutMillis: limits.connectMilliseconds });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  };
  try {
    const onUnavailable = async (error: unknown) => log(`waiting for the database: ${messageOf(error)}`);
    return ok(await withRetries(connect, { classify: retriable, onUnavailable }));
  } catch (error) {
    return unreachable(error instanceof DatabaseUnavailableError ? error.cause : error);
  }
}

function unreachable(error: unknown) {
  return problem(
    'database-unreachable',
    `the database can not be used: ${messageOf(error)}`,
    'Check that the server is running and that DATABASE_URL names it, a database on it, and a login that may use it.',
  );
}

function notPermitted(error: unknown) {
  return problem(
    'database-not-permitted',
    `the database login lacks a right: ${messageOf(error)}`,
    'Give it the rights that docs/operating/database.md lists.',
  );
}

const INT8 = 20;

/** The driver's own parsers, but a bigint is a number (and an error where a number can not hold it). */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 && format !== 'binary') return parseInteger;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}
