// What an operator's commands have in common: they work on the database itself, beside a running service or without one.
// Whoever can reach the data folder (or knows DATABASE_URL) is the operator. The service's code is loaded when a command
// needs it: a device runs this program too, and has no PostgreSQL.

import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { fail, type Result } from '../../lib/result.ts';
import { PROBLEMS, type Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { Database } from '../../server/database/database.ts';
import type { findTenant as FindTenant } from '../../server/tenants/find-tenant.ts';
import { databaseUrl, dataFolder, variable } from '../configuration.ts';
import type { Complaint } from '../output.ts';

export type DataOptions = { readonly data?: string; readonly json?: boolean };

export function withData(command: Command): Command {
  return command.option('--data <folder>', "the service's data folder (or KEEPSAKE_DATA)");
}

export async function openServiceDatabase(
  options: DataOptions,
  log?: (line: string) => void,
): Promise<Result<Database, Complaint>> {
  const { openDatabase } = await import('../../server/database/database.ts');
  return openDatabase({
    url: databaseUrl(),
    ownerUrl: variable('DATABASE_OWNER_URL') || undefined,
    dataFolder: dataFolder(options.data),
    log,
  });
}

/** Opens the database, does the work, closes the database. */
export async function asOperator<T>(
  options: DataOptions,
  work: (context: Context) => Promise<Result<T, Problem>>,
): Promise<Result<T, Complaint>> {
  const database = await openServiceDatabase(options);
  if (!database.ok) return database;
  try {
    const result = await work(contextOf(database.value));
    return result.ok ? result : fail({ ...result.error, fix: PROBLEMS[result.error.code].fix });
  } finally {
    await database.value.close();
  }
}

export function contextOf(database: Database): Context {
  return { database, clock: Date.now, randomBytes };
}

export async function loadFindTenant(): Promise<typeof FindTenant> {
  return (await import('../../server/tenants/find-tenant.ts')).findTenant;
}
