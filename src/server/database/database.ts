// The door to the database: `openDatabase` makes one ready, its `inTenant`, `inSystem` and `inNewTenant` run SQL on it.
//
// Guarantees: the schema is the program's; every transaction wears a role that row security binds; a tenant's transaction
// sees that tenant alone; a result that was returned is committed and on disk. Deliberately absent: a query builder.

import type { Result } from '../../lib/result.ts';
import { connectDatabase } from './connect.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { EmbeddedServer } from './embedded-server.ts';
import type { Database } from './pooled-database.ts';
import type { DatabaseProblem } from './problem.ts';
import { EMBEDDED_LOGIN } from './roles.ts';

export type { Database, RunOptions } from './pooled-database.ts';
export { type DatabaseProblem, databaseProblemCodes } from './problem.ts';
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
  const opened = await connectDatabase({ owner, login, createLogin: true, log, embedded });
  if (!opened.ok) await embedded.stop();
  return opened;
}
