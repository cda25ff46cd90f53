// A crash at any step: a fuse that burns a little with each thing done to a disk, a registry or a database, and ends the
// program that holds it when it is burnt down. What is dead does nothing any more: whatever it tries throws again.

import type { Database, SystemTransaction, TenantTransaction } from '../../src/server/database/database.ts';

export class Crashed extends Error {
  override readonly name = 'Crashed';
}

export type Fuse = {
  /** The program dies when it has done this many more things. */
  readonly light: (things: number) => void;
  readonly put: () => void;
  /** One thing is about to be done. @throws Crashed when it is not to be any more */
  readonly burn: () => void;
};

export function makeFuse(onBurnt: () => void = () => {}): Fuse {
  let left = Infinity;
  return {
    light: (things) => void (left = things),
    put: () => void (left = Infinity),
    burn: () => {
      left -= 1;
      if (left > 0) return;
      onBurnt();
      throw new Crashed('the program was ended here');
    },
  };
}

/** What may go wrong between the service and its database, besides the service's own end. */
export type CommitLoss = { isNext: boolean };

/**
 * The same database, seen by a service that may end before any statement, and after any commit. Where `loss.isNext` says so, a
 * commit's answer is lost: the transaction is there, and its work runs again, as it does after a lost connection.
 */
export function fragileDatabase(database: Database, fuse: Fuse, loss: CommitLoss): Database {
  const counted = <T extends TenantTransaction | SystemTransaction>(tx: T): T => ({
    ...tx,
    query: (sql: string, parameters?: readonly unknown[]) => {
      fuse.burn();
      return tx.query(sql, parameters);
    },
  });
  const run = async <T>(transaction: () => Promise<T>): Promise<T> => {
    fuse.burn();
    let result = await transaction();
    if (loss.isNext) {
      loss.isNext = false;
      result = await transaction();
    }
    fuse.burn();
    return result;
  };
  const fragile: Pick<Database, 'inTenant' | 'inSystem' | 'inNewTenant' | 'close'> = {
    inTenant: (tenantId, work, options) => run(() => database.inTenant(tenantId, (tx) => work(counted(tx)), options)),
    inSystem: (work, options) => run(() => database.inSystem((tx) => work(counted(tx)), options)),
    inNewTenant: (tenantId, make, work) =>
      run(() =>
        database.inNewTenant(
          tenantId,
          (tx) => make(counted(tx)),
          (tx) => work(counted(tx)),
        ),
      ),
    close: () => Promise.resolve(),
  };
  // The class has private members, which nothing but itself looks at.
  return fragile as Database;
}
