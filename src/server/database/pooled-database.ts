// An open database: a pool of connections, and transactions on them that are run again when that may help.
//
// `inTenant`, `inSystem` and `inNewTenant` are the only ways to run SQL. Deliberately absent: any way to a bare connection.

import type pg from 'pg';
import type { EmbeddedServer } from './embedded-server.ts';
import { type Retriable, retriable, withRetries } from './retry.ts';
import {
  type Attempt,
  runInNewTenant,
  runInSystem,
  runInTenant,
  type SystemTransaction,
  type TenantTransaction,
  type TransactionOptions,
} from './transaction.ts';

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

  /** Both in one transaction: `make` adds the tenant, `work` fills it. Neither stays without the other. */
  inNewTenant<T>(
    tenantId: string,
    make: (tx: SystemTransaction) => Promise<void>,
    work: (tx: TenantTransaction) => Promise<T>,
  ): Promise<T> {
    return this.#run({}, (transaction) => runInNewTenant(transaction, tenantId, make, work));
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
