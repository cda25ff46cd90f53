// A fresh database with a connection of its owner, to look into the catalog and to break things on purpose.

import pg from 'pg';
import { type ServerKind, type TestDatabase, withTestDatabase } from '../database.ts';

export const TENANT_A = '0190a000-0000-7000-8000-00000000000a';
export const TENANT_B = '0190a000-0000-7000-8000-00000000000b';

/** Runs `work` with a connection as the owner, on a database with the schema and no rows. */
export function withOwner(
  kind: ServerKind,
  work: (owner: pg.Client, test: TestDatabase) => Promise<void>,
): Promise<void> {
  return withTestDatabase((fresh) => asOwner(fresh.owner, (owner) => work(owner, fresh)), kind);
}

export async function asOwner<T>(config: pg.ClientConfig, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(config);
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Runs `work` in a transaction that leaves nothing behind. */
export async function rolledBack<T>(owner: pg.Client, work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN');
  try {
    return await work();
  } finally {
    await owner.query('ROLLBACK');
  }
}

export async function rows<Row extends object>(owner: pg.Client, sql: string): Promise<Row[]> {
  return (await owner.query<Row>(sql)).rows;
}
