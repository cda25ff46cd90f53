// What the database says of its own tables: the lists that the isolation suite runs over, so that a new table is in it
// from the migration that makes it.

import type pg from 'pg';
import { rows } from './scratch.ts';

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
};

export type Column = {
  readonly name: string;
  /** As in SQL: `uuid`, `text[]`. */
  readonly type: string;
  /** Whether an index or a foreign key needs it; the rest is contents. */
  readonly isKey: boolean;
  /** As `table.column`: what foreign keys tie this column to. */
  readonly references: readonly string[];
};

/** Every table but the migrations' own. */
export async function readTables(owner: pg.Client): Promise<readonly Table[]> {
  const found = await rows<Column & { table: string }>(owner, COLUMNS);
  return [...Map.groupBy(found, ({ table }) => table)].map(([name, columns]) => ({ name, columns }));
}

export async function tableNames(owner: pg.Client): Promise<readonly string[]> {
  return (await readTables(owner)).map(({ name }) => name);
}

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND a.attnum = ANY (i.indkey::int2[]))
           OR EXISTS (SELECT FROM pg_constraint k
                       WHERE k.contype = 'f' AND (k.conrelid = c.oid AND a.attnum = ANY (k.conkey)
                                               OR k.confrelid = c.oid AND a.attnum = ANY (k.confkey))) AS "isKey",
         ARRAY(SELECT f.relname || '.' || b.attname
                 FROM pg_constraint k
                 JOIN pg_class f ON f.oid = k.confrelid
                 JOIN pg_attribute b ON b.attrelid = f.oid
                                    AND b.attnum = k.confkey[array_position(k.conkey, a.attnum)]
                WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey)) AS references
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_migration'
   ORDER BY c.relname, a.attnum`;
