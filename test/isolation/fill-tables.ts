// One row of a tenant in every table, made from the catalog alone: a table that a later migration adds is filled, too.
//
// What a value must look like (CHECK) has nothing to do with whose it is, so these constraints rest while the rows are
// made, and every column can hold a canary: a text that names its tenant, table and column.

import { createHash } from 'node:crypto';
import pg from 'pg';
import { uuidV7 } from '../../src/lib/uuid.ts';
import { readTables, type Table } from './catalog.ts';
import { rows } from './scratch.ts';

export type Filling = {
  readonly tenantId: string;
  /** In all contents: tells this tenant's rows from another's. */
  readonly canary: string;
  /** In all keys: two tenants with the same have rows with the same identifiers. */
  readonly keys: string;
};

/** All tables, or those named with what they refer to. What is there already, such as the tenant itself, stays as it is. */
export async function fillTables(
  owner: pg.Client,
  fillings: readonly Filling[],
  only?: readonly string[],
): Promise<void> {
  const all = await readTables(owner);
  const tables = only === undefined ? all : withReferred(all, only);
  const tied = tiedColumns(tables);
  await owner.query('BEGIN');
  const restore = await restConstraints(owner);
  for (const { name } of tables) await owner.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
  for (const filling of fillings) {
    for (const table of tables) await owner.query(insertion(tied, table, filling));
  }
  await owner.query('SET CONSTRAINTS ALL IMMEDIATE');
  for (const { name } of tables) await owner.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
  await restore();
  await owner.query('COMMIT');
}

function withReferred(all: readonly Table[], names: readonly string[]): readonly Table[] {
  const found = all.filter(({ name }) => names.includes(name));
  const referred = found.flatMap(({ columns }) => columns.flatMap(({ references }) => references));
  const more = new Set([...names, ...referred.map((column) => column.split('.')[0] ?? '')]);
  return more.size === new Set(names).size ? found : withReferred(all, [...more]);
}

/** No checks, and foreign keys that wait for the end of the transaction, until the answer is called. */
export async function restConstraints(owner: pg.Client): Promise<() => Promise<void>> {
  const constraints = await rows<{ rest: string; restore: string }>(owner, CONSTRAINTS);
  for (const { rest } of constraints) await owner.query(rest);
  return async () => {
    for (const { restore } of constraints) await owner.query(restore);
  };
}

function insertion(tied: ReadonlyMap<string, string>, table: Table, filling: Filling): string {
  const names = table.columns.map(({ name }) => pg.escapeIdentifier(name));
  const values = table.columns.map((column) => {
    const here = `${table.name}.${column.name}`;
    const text = column.isKey ? `${filling.keys}-${tied.get(here) ?? here}` : `${filling.canary}-${here}`;
    const value = column.name === 'tenant_id' ? filling.tenantId : valueOf(here, column.type, text);
    return `${pg.escapeLiteral(value)}::${column.type}`;
  });
  return `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${values.join(', ')}) ON CONFLICT DO NOTHING`;
}

function valueOf(column: string, type: string, text: string): string {
  const make = VALUES.find(([pattern]) => pattern.test(type.replace(/\[\]$/, '')))?.[1];
  if (make === undefined) {
    throw new Error(`${column} has the type ${type}: add it to VALUES in test/isolation/fill-tables.ts`);
  }
  return type.endsWith('[]') ? `{${JSON.stringify(make(text))}}` : make(text);
}

/** For each column the first of those that foreign keys tie it to, over any number of steps: they share a value. */
function tiedColumns(tables: readonly Table[]): ReadonlyMap<string, string> {
  const tied = new Map<string, string>();
  const first = (column: string): string => tied.get(column) ?? column;
  for (const { name: table, columns } of tables) {
    for (const { name, references } of columns) {
      for (const other of references) {
        const [keep = '', drop = ''] = [first(`${table}.${name}`), first(other)].toSorted();
        for (const [column, origin] of tied) if (origin === drop) tied.set(column, keep);
        for (const column of [`${table}.${name}`, other, drop]) tied.set(column, keep);
      }
    }
  }
  return tied;
}

/** By type, a value that holds the text or, where it can not, follows from it alone. */
const VALUES: readonly (readonly [type: RegExp, make: (text: string) => string])[] = [
  [/^(text|citext|character varying.*)$/, (text) => text],
  [/^uuid$/, (text) => uuidV7(Date.UTC(2026, 0, 1), digestOf(text))],
  [/^bytea$/, (text) => `\\x${Buffer.from(text).toString('hex')}`],
  [/^jsonb?$/, (text) => JSON.stringify({ [text]: [text] })],
  [/^(smallint|integer|bigint|numeric.*)$/, (text) => String(1 + (digestOf(text)[0] ?? 0))],
  [/^boolean$/, () => 'true'],
  [/^(timestamp.*|date)$/, () => '2026-01-01'],
  [/^(inet|cidr)$/, () => '192.0.2.1'],
];

function digestOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

const CONSTRAINTS = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS rest,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', conrelid::regclass, conname,
                regexp_replace(pg_get_constraintdef(oid), ' NOT VALID$', '')) AS restore
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', conrelid::regclass, conname),
         format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', conrelid::regclass, conname)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT condeferrable`;
