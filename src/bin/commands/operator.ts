// What an operator's commands have in common: they work on the database itself, beside a running service or without one.
// Whoever can reach the data folder (or knows DATABASE_URL) is the operator. The service's code is loaded when a command
// needs it: a device runs this program too, and has no PostgreSQL.

import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PROBLEMS, type Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { KeyConfiguration } from '../../server/crypto/open-key-provider.ts';
import type { OpenOptions } from '../../server/database/database.ts';
import type { findTenant as FindTenant } from '../../server/tenants/find-tenant.ts';
import { databaseUrl, dataFolder, keyConfiguration, keyFileIn, variable } from '../configuration.ts';
import type { Complaint } from '../output.ts';

export type DataOptions = { readonly data?: string; readonly json?: boolean };

export function withData(command: Command): Command {
  return command.option('--data <folder>', "the service's data folder (or KEEPSAKE_DATA)");
}

/** Opens the database, does the work, closes the database. */
export async function asOperator<T>(
  options: DataOptions,
  work: (context: Context) => Promise<Result<T, Problem>>,
): Promise<Result<T, Complaint>> {
  const context = await openContext(options);
  if (!context.ok) return context;
  try {
    const result = await work(context.value);
    return result.ok ? result : fail({ ...result.error, fix: PROBLEMS[result.error.code].fix });
  } finally {
    await closeContext(context.value);
  }
}

/** The database and its keys, where the configuration says they are. */
export function openContext(options: DataOptions, log?: (line: string) => void): Promise<Result<Context, Complaint>> {
  const database = {
    url: databaseUrl(),
    ownerUrl: variable('DATABASE_OWNER_URL') || undefined,
    dataFolder: dataFolder(options.data),
    log,
  };
  return openDatabaseAndKeys(database, keyConfiguration(options.data));
}

/** Everything in this folder, whatever is configured. */
export function openContextIn(folder: string): Promise<Result<Context, Complaint>> {
  return openDatabaseAndKeys({ dataFolder: folder }, { defaultFile: keyFileIn(folder) });
}

async function openDatabaseAndKeys(
  options: OpenOptions,
  configuration: KeyConfiguration,
): Promise<Result<Context, Complaint>> {
  const [{ openDatabase }, { openKeys }] = await Promise.all([
    import('../../server/database/database.ts'),
    import('../../server/keys/open-keys.ts'),
  ]);
  const database = await openDatabase(options);
  if (!database.ok) return database;
  const keys = await openKeys(database.value, configuration);
  if (keys.ok) return ok({ database: database.value, keys: keys.value, clock: Date.now, randomBytes });
  await database.value.close();
  return keys;
}

export async function closeContext({ database, keys }: Context): Promise<void> {
  await keys.close();
  await database.close();
}

export async function loadFindTenant(): Promise<typeof FindTenant> {
  return (await import('../../server/tenants/find-tenant.ts')).findTenant;
}
