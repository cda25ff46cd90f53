// What a use case is handed besides its input: the database, the keys, the clock and chance. All come in through the
// door, so that a test can repeat everything; but what must never repeat is chance of its own (crypto/seal.ts).

import { uuidV7 } from '../lib/uuid.ts';
import type { KeyProvider } from './crypto/key-provider.ts';
import type { Database } from './database/database.ts';

export type Context = {
  readonly database: Database;
  /** The organization's own keys, which wrap the tenants'. */
  readonly keys: KeyProvider;
  /** The service's time, milliseconds since 1970. No other clock decides anything. */
  readonly clock: () => number;
  /** Fit for secrets. */
  readonly randomBytes: (count: number) => Uint8Array;
};

/** A fresh identifier that sorts by the time it was made. */
export function newId(context: Context): string {
  return uuidV7(context.clock(), context.randomBytes(10));
}

/** As many fresh identifiers as a transaction turns out to need; run again, it gets the same ones. */
export function newIds(context: Context): (nth: number) => string {
  const ids = new Map<number, string>();
  return (nth) => {
    const id = ids.get(nth) ?? newId(context);
    ids.set(nth, id);
    return id;
  };
}
