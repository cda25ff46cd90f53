// The door to the database: `openDatabase` makes one ready, `inTenant` and `inSystem` are the only ways to run SQL on it.
//
// Guarantees: the schema is the program's; every transaction wears a role that row security binds; a tenant's transaction
// sees that tenant alone; a result that was returned is committed and on disk. Work may run more than once (see `inTenant`).
// Deliberately absent: a query builder, and any way to a bare connection.

import pg from 'pg';
import { ok, type Result } from '../../lib/result.ts';
import { type DatabaseServer, startEmbeddedPostgres } from './embedded.ts';
import { inspectRole, inspectServer } from './inspect.ts';
import { databaseLimits as limits } from './limits.ts';
import { migrate, type Migration, readMigrations } from './migrate.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';
import { type Retriable, retriable, withRetries } from './retry.ts';
import { EMBEDDED_LOGIN, ensureEmbeddedLogin, ensureRoles, OPERATOR_ROLE, SERVICE_ROLE } from './roles.ts';
import {
  type Attempt,
  runInSystem,
  runInTenant,
  type SystemTransaction,
  type TenantTransaction,
  type TransactionOptions,
} from './transaction.ts';

export type { DatabaseProblem } from './problem.ts';
export { DatabaseUnavailableError } from './retry.ts';
export type { SystemTransaction, TenantTransaction } from './transaction.ts';

export type OpenOptions = {
  /** `DATABASE_URL`: a PostgreSQL server to use instead of the embedded one. */
  readonly url?: string | undefined;
  /** `DATABASE_OWNER_URL`: the login that owns the schema, if it is not the one of `url`. Used for migrations alone. */
  readonly ownerUrl?: string | undefined;
  /** Where the embedded server keeps its files. */
  readonly dataFolder: string;
  readonly log?: ((line: string) => void) | undefined;
};

/** A database that is up to date and safe to use. The caller closes it. */
export async function openDatabase(options: OpenOptions): Promise<Result<Database, DatabaseProblem>> {
  const log = options.log ?? (() => {});
  if (options.url !== undefined) {
    const login = { connectionString: options.url };
    const owner = { connectionString: options.ownerUrl ?? options.url };
    return connectDatabase({ owner, login, log });
  }
  const server = await startEmbeddedPostgres({ dataFolder: options.dataFolder, log });
  if (!server.ok) return server;
  const embedded = new EmbeddedServer(options.dataFolder, log, server.value);
  const owner = server.value.connection;
  const login = { ...owner, user: EMBEDDED_LOGIN };
  const opened = await connectDatabase({ owner, login, log, embedded });
  if (!opened.ok) await embedded.stop();
  return opened;
}

export type ConnectOptions = {
  readonly owner: pg.ClientConfig;
  readonly login: pg.ClientConfig;
  readonly log: (line: string) => void;
  readonly embedded?: EmbeddedServer | undefined;
  readonly migrations?: readonly Migration[] | undefined;
};

/** What `openDatabase` does once there is a server. */
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

export type RunOptions = {
  /**
   * SQLSTATEs that mean "run it again" for this work, besides lost conflicts: `23503` (foreign key) where a row that was
   * there can be swept away by another transaction before ours points at it.
   */
  readonly alsoRetry?: readonly string[];
};

export class Database {
  readonly #pool: pg.Pool;
  readonly #citus: boolean;
  readonly #embedded: EmbeddedServer | undefined;

  constructor(pool: pg.Pool, citus: boolean, embedded: EmbeddedServer | undefined) {
    this.#pool = pool;
    this.#citus = citus;
    this.#embedded = embedded;
  }

  /**
   * Runs `work` in one transaction that sees and writes only this tenant's rows, and commits it.
   *
   * `work` MAY RUN MORE THAN ONCE: after a lost conflict, and after a lost connection, even if the transaction before was
   * committed and only the answer lost. So it makes its identifiers outside, writes so that a repeat is without effect
   * (`ON CONFLICT DO NOTHING`, expected versions), and has no effects outside the database.
   *
   * Throws what `work` throws (rolled back); a database error that no repeat can help as the driver's error (`code` is
   * its SQLSTATE); `DatabaseUnavailableError` when the limits of trying again are reached.
   */
  inTenant<T>(tenantId: string, work: (tx: TenantTransaction) => Promise<T>, options: RunOptions = {}): Promise<T> {
    return this.#run(options, (transaction) => runInTenant(transaction, tenantId, work));
  }

  /** The same for what belongs to no tenant: making and listing tenants. No other table can be used. */
  inSystem<T>(work: (tx: SystemTransaction) => Promise<T>, options: RunOptions = {}): Promise<T> {
    return this.#run(options, (transaction) => runInSystem(transaction, work));
  }

  /** Waits for the running transactions; stops the embedded server if it is ours. */
  async close(): Promise<void> {
    await this.#pool.end();
    await this.#embedded?.stop();
  }

  async #run<T>(options: RunOptions, transaction: (options: TransactionOptions) => Promise<T>): Promise<T> {
    let attempt: Attempt = { firstDatabaseError: undefined };
    const once = async () => {
      attempt = { firstDatabaseError: undefined };
      const client = await this.#connect(attempt);
      try {
        const result = await transaction({ client, citus: this.#citus, attempt });
        client.release();
        return result;
      } catch (error) {
        // A connection whose state is in doubt is not used again.
        client.release(classify(attempt, options) === 'unavailable' || client.getTransactionStatus() !== 'I');
        throw error;
      }
    };
    return withRetries(once, {
      classify: () => classify(attempt, options),
      onUnavailable: async () => this.#embedded?.revive(),
    });
  }

  async #connect(attempt: Attempt): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      attempt.firstDatabaseError = error;
      throw error;
    }
  }
}

/** Only an error that the database gave makes us repeat, whatever `work` made of it; its own errors never do. */
function classify(attempt: Attempt, options: RunOptions): Retriable {
  return retriable(attempt.firstDatabaseError, options.alsoRetry);
}

/** The embedded server of an open database. Whoever owned it may end; then whoever still needs it starts it again. */
export class EmbeddedServer {
  readonly #dataFolder: string;
  readonly #log: (line: string) => void;
  #server: DatabaseServer;
  #reviving: Promise<void> | undefined;

  constructor(dataFolder: string, log: (line: string) => void, server: DatabaseServer) {
    this.#dataFolder = dataFolder;
    this.#log = log;
    this.#server = server;
  }

  /** Finds the server again, or starts it. A failure is only logged: the caller's next attempt fails and says why. */
  revive(): Promise<void> {
    this.#reviving ??= this.#findOrStart().finally(() => (this.#reviving = undefined));
    return this.#reviving;
  }

  async stop(): Promise<void> {
    await this.#reviving;
    await this.#server.stop();
  }

  async #findOrStart(): Promise<void> {
    const found = await startEmbeddedPostgres({ dataFolder: this.#dataFolder, log: this.#log });
    if (!found.ok) this.#log(`${found.error.code}: ${found.error.detail}`);
    // Adopting the server that we own ourselves must not make us forget that we own it.
    else if (!found.value.adopted) this.#server = found.value;
  }
}

async function prepareAsOwner(options: ConnectOptions): Promise<Result<{ citus: boolean }, DatabaseProblem>> {
  const connected = await connectPatiently({ ...options.owner, application_name: 'keepsake migrations' });
  if (!connected.ok) return connected;
  const owner = connected.value;
  const query = async <Row extends object>(sql: string) => (await owner.query<Row>(sql)).rows;
  try {
    const inspected = await inspectServer(query);
    if (!inspected.ok) return inspected;
    if (options.embedded !== undefined) await ensureEmbeddedLogin(owner);
    const login = await loginName(options, owner);
    await ensureRoles(owner, login);
    const migrated = await migrate(owner, options.migrations ?? readMigrations());
    if (!migrated.ok) return migrated;
    if (migrated.value > 0) options.log(`the schema was brought up to date: ${migrated.value} new migrations`);
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

/** The name that the pool will be known by to the server. */
async function loginName(options: ConnectOptions, owner: pg.Client): Promise<string> {
  if (options.login === options.owner) return owner.user ?? '';
  return new pg.Client(options.login).user ?? '';
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
      const [login] = await query<{ super: boolean }>(
        'SELECT rolsuper OR rolbypassrls AS super FROM pg_roles WHERE rolname = session_user',
      );
      if (login?.super === true && role === SERVICE_ROLE) {
        log('the database login is a superuser: only SET ROLE keeps the service in its role; see the operating guide');
      }
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
async function connectPatiently(config: pg.ClientConfig): Promise<Result<pg.Client, DatabaseProblem>> {
  let failure: unknown;
  try {
    const client = await withRetries(
      async () => {
        const fresh = new pg.Client({ ...config, connectionTimeoutMillis: limits.connectMilliseconds });
        fresh.on('error', () => {});
        try {
          await fresh.connect();
          return fresh;
        } catch (error) {
          await fresh.end().catch(() => {});
          failure = error;
          throw error;
        }
      },
      { classify: () => retriable(failure), onUnavailable: async () => {} },
    );
    return ok(client);
  } catch {
    return unreachable(failure);
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
