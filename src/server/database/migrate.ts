// Brings a database's schema up to the program's: the numbered files of `migrations/`, forward only.
//
// Each file runs in one transaction, under an advisory lock, so services that start at once take turns. What was applied is
// remembered with its SHA-256: an applied file that has changed since, or that this program does not know, is refused,
// because then nobody can say what the schema is. Deliberately absent: downgrades.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { sha256 } from '../../lib/hash.ts';
import { ok, type Result } from '../../lib/result.ts';
import { codeOf, type DatabaseProblem, messageOf, problem } from './problem.ts';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
};

export const migrationsFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** The migrations in `folder`, by number. Throws if a name has no number or a number is missing or there twice. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (number !== index + 1) throw new Error(`migrations/${name}: expected number ${index + 1}`);
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number, name, sha256: sha256(sql), sql };
  });
}

/** Applies what is missing. Answers how many files that were. */
export async function migrate(
  owner: pg.Client,
  migrations: readonly Migration[],
): Promise<Result<number, DatabaseProblem>> {
  for (let applied = 0; ; applied += 1) {
    const step = await applyNext(owner, migrations);
    if (!step.ok) return step;
    if (!step.value) return ok(applied);
  }
}

/** Applies one missing file, if there is one. */
async function applyNext(
  owner: pg.Client,
  migrations: readonly Migration[],
): Promise<Result<boolean, DatabaseProblem>> {
  if (await hasTable(owner)) {
    // A look without locks and without the right to write: enough when there is nothing to do.
    const next = nextMigration(await appliedMigrations(owner), migrations);
    if (!next.ok || next.value === undefined) return next.ok ? ok(false) : next;
  }
  await owner.query('BEGIN');
  try {
    await owner.query('SET LOCAL statement_timeout = 0');
    await owner.query('SET LOCAL search_path = public');
    await owner.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await createTable(owner);
    const next = nextMigration(await appliedMigrations(owner), migrations);
    if (next.ok && next.value !== undefined) await apply(owner, next.value);
    await owner.query('COMMIT');
    return next.ok ? ok(next.value !== undefined) : next;
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => {});
    return migrationFailed(error);
  }
}

type Applied = { readonly number: number; readonly name: string; readonly sha256: string };

/** The first file that is not applied yet; a problem if what was applied is not what we have. Pure. */
export function nextMigration(
  applied: readonly Applied[],
  migrations: readonly Migration[],
): Result<Migration | undefined, DatabaseProblem> {
  for (const row of applied) {
    const file = migrations[row.number - 1];
    if (file === undefined) {
      return problem(
        'migration-unknown',
        `the database has migration ${row.name}, which this version of Keepsake does not know`,
        'Run the version of Keepsake that the database was last used with, or a newer one.',
      );
    }
    if (file.sha256 !== row.sha256) {
      return problem(
        'migration-changed',
        `migration ${file.name} was applied with other contents than it has now`,
        'Put the released file back; a change of the schema is a new file with the next number.',
      );
    }
  }
  return ok(migrations[applied.length]);
}

async function apply(owner: pg.Client, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.sql)) {
    try {
      await owner.query(statement);
    } catch (error) {
      throw new Error(`${migration.name}: ${messageOf(error)}, in: ${statement.slice(0, 200)}`, { cause: error });
    }
  }
  await owner.query(
    'INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, clock_timestamp())',
    [migration.number, migration.name, migration.sha256],
  );
}

/** A statement ends with a semicolon at the end of a line. One by one, because sharded servers take no lists. */
function statementsOf(sql: string): string[] {
  return sql.split(/;[ \t]*$/m).filter((part) => part.replaceAll(/^\s*--.*$/gm, '').trim() !== '');
}

async function hasTable(owner: pg.Client): Promise<boolean> {
  // Not `to_regclass`, which may answer from a cache older than the lock that we waited for.
  const { rowCount } = await owner.query(
    "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = 'schema_migration'",
  );
  return rowCount === 1;
}

async function createTable(owner: pg.Client): Promise<void> {
  if (await hasTable(owner)) return;
  await owner.query(
    `CREATE TABLE schema_migration (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL)`,
  );
  // Not a secret, and the strictest setup lets a login without any right to the schema look whether it is up to date.
  await owner.query('GRANT SELECT ON schema_migration TO PUBLIC');
}

async function appliedMigrations(owner: pg.Client): Promise<Applied[]> {
  const { rows } = await owner.query<Applied>(
    'SELECT number, name, sha256 FROM public.schema_migration ORDER BY number',
  );
  return rows;
}

function migrationFailed(error: unknown) {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (codeOf(cause) === '42501') {
    return problem(
      'database-not-permitted',
      `the schema is not up to date and this login may not change it: ${messageOf(error)}`,
      'Set DATABASE_OWNER_URL to the login that owns the database, for the start that follows an update.',
    );
  }
  return problem('migration-failed', messageOf(error), 'Nothing was changed. Report this with the message.');
}

/** Any number will do as long as nothing else in this database takes the same: the first bytes of "keepsake". */
const ADVISORY_LOCK = 0x6b656570;
