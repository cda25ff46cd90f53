// Why there is no database to work with: a closed list of codes, each with its cause and what a person can do about it.
//
// These are the problems of opening a database. What goes wrong later, inside a transaction, throws (see `database.ts`).

import { fail } from '../../lib/result.ts';

export const databaseProblemCodes = [
  'data-folder-unusable',
  'data-folder-locked',
  'data-folder-version',
  'socket-path-too-long',
  'embedded-postgres-missing',
  'embedded-postgres-user',
  'embedded-postgres-failed',
  'database-unreachable',
  'database-version-too-old',
  'database-not-durable',
  'database-encoding',
  'database-role-unsafe',
  'database-not-permitted',
  'row-security-off',
  'migration-changed',
  'migration-unknown',
  'migration-failed',
] as const;

export type DatabaseProblemCode = (typeof databaseProblemCodes)[number];

export type DatabaseProblem = { readonly code: DatabaseProblemCode; readonly detail: string; readonly fix: string };

export function problem(code: DatabaseProblemCode, detail: string, fix: string): { ok: false; error: DatabaseProblem } {
  return fail({ code, detail, fix });
}

/** The message of whatever was thrown, for a problem's `detail`. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') return thrown.errors.map(messageOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of an error from Node (`ENOENT`) or from PostgreSQL (`57P03`); `undefined` if there is none. */
export function codeOf(thrown: unknown): string | undefined {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
