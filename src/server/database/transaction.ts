// One transaction on one connection, in one role and, for tenants' data, in one tenant.
//
// The two kinds are told apart by types that only this module can make, so code that was given a tenant's transaction can
// not reach tables outside it by mistake, nor the other way round; row security is the second wall. The tenant is set by a
// literal `SET LOCAL` as its own statement: sharded servers pass nothing else on to the shards.

import type pg from 'pg';
import { isUuid } from '../../lib/uuid.ts';
import { databaseLimits as limits } from './limits.ts';
import { OPERATOR_ROLE, SERVICE_ROLE } from './roles.ts';

declare const kind: unique symbol;

type Queries = {
  /** Rows as objects. Parameters: bytes travel binary; times are `Date`s, bigints and integers are numbers. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
};

/** Sees and writes the rows of one tenant. Made by `Database.inTenant` and `inNewTenant` alone. */
export type TenantTransaction = Queries & { readonly tenantId: string; readonly [kind]: 'tenant' };

/** Makes and lists tenants. Made by `Database.inSystem` and `inNewTenant` alone. */
export type SystemTransaction = Queries & { readonly [kind]: 'system' };

/** What to know of an attempt that failed: the first error that the database itself gave, if any. */
export type Attempt = { firstDatabaseError: unknown };

export type TransactionOptions = { readonly client: pg.PoolClient; readonly citus: boolean; readonly attempt: Attempt };

export function runInTenant<T>(
  options: TransactionOptions,
  tenantId: string,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  if (!isUuid(tenantId)) throw new TypeError('a tenant id is a UUID in lower case');
  const opening = [begin(SERVICE_ROLE), ...setTenant(options, tenantId)];
  return run(options, opening, (queries) => work({ ...queries, tenantId } as TenantTransaction));
}

/** First `make` as the operator, then `work` as the service in the tenant that it made. A throw undoes both. */
export function runInNewTenant<T>(
  options: TransactionOptions,
  tenantId: string,
  make: (tx: SystemTransaction) => Promise<void>,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  if (!isUuid(tenantId)) throw new TypeError('a tenant id is a UUID in lower case');
  return run(options, [begin(OPERATOR_ROLE)], async (queries) => {
    await make(queries as SystemTransaction);
    for (const sql of [`SET LOCAL ROLE ${SERVICE_ROLE}`, ...setTenant(options, tenantId)]) await queries.query(sql);
    return work({ ...queries, tenantId } as TenantTransaction);
  });
}

export function runInSystem<T>(options: TransactionOptions, work: (tx: SystemTransaction) => Promise<T>): Promise<T> {
  return run(options, [begin(OPERATOR_ROLE)], (queries) => work(queries as SystemTransaction));
}

function setTenant({ citus }: TransactionOptions, tenantId: string): readonly string[] {
  const set = `SET LOCAL app.tenant_id = '${tenantId}'`;
  return citus ? ["SET LOCAL citus.propagate_set_commands = 'local'", set] : [set];
}

function begin(role: string): string {
  return [
    'BEGIN',
    `SET LOCAL ROLE ${role}`,
    `SET LOCAL statement_timeout = ${limits.statementMilliseconds}`,
    `SET LOCAL lock_timeout = ${limits.lockMilliseconds}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${limits.idleInTransactionMilliseconds}`,
  ].join('; ');
}

async function run<T>(
  { client, attempt }: TransactionOptions,
  opening: readonly string[],
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  let open = true;
  const send = async (sql: string, parameters?: readonly unknown[]): Promise<pg.QueryResult> => {
    try {
      return await client.query(sql, parameters === undefined ? undefined : [...parameters]);
    } catch (error) {
      attempt.firstDatabaseError ??= error;
      throw error;
    }
  };
  const query = async <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    if (!open) throw new Error('this transaction is over');
    return (await send(sql, parameters)).rows as Row[];
  };
  try {
    // Sent in one go, answered in order; the connection is in pipeline mode.
    await Promise.all(opening.map((sql) => send(sql)));
    const result = await work({ query });
    open = false;
    const { command } = await send('COMMIT');
    // After an error that `work` swallowed, PostgreSQL answers COMMIT by rolling back, and calls that a success.
    if (command !== 'COMMIT') throw attempt.firstDatabaseError ?? new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    open = false;
    // If even this fails the connection is not used again, and that it failed is not news.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
