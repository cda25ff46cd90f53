// What names a tenant's things, by the column that holds it: where a call of one tenant names its own, the same call can
// then name another tenant's, or nobody's.

import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { toHex } from '../../src/lib/bytes.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import { readTables } from './catalog.ts';
import { rows } from './scratch.ts';

/**
 * By `table.column`: the values in the tenant's rows, the newest first. Bytes are in hex, as the wire has them. What a
 * foreign key takes from another table is there already.
 */
export type Identifiers = ReadonlyMap<string, readonly string[]>;

export async function readIdentifiers(owner: pg.Client, tenantId: string): Promise<Identifiers> {
  const parts = (await readTables(owner)).flatMap(({ name: table, columns }) =>
    columns
      .filter(({ name }) => name !== 'tenant_id' || table === 'tenant')
      .filter(({ references }) => references.every((it) => it.endsWith('.tenant_id')))
      .filter(({ type, isKey }) => type === 'uuid' || (isKey && /^(text|bytea)$/.test(type)))
      .map(({ name, type }) => {
        const value = type === 'bytea' ? `encode("${name}", 'hex')` : `"${name}"::text`;
        return `SELECT '${table}.${name}' AS column, ${value} AS value FROM ${table} WHERE tenant_id = '${tenantId}'`;
      }),
  );
  const found = await rows<{ column: string; value: string | null }>(
    owner,
    `${parts.join(' UNION ')} ORDER BY 1, 2 DESC`,
  );
  const byColumn = Map.groupBy(found, ({ column }) => column);
  return new Map([...byColumn].map(([column, all]) => [column, all.flatMap(({ value }) => value ?? [])]));
}

/** The columns that hold the value. */
export function columnsOf(identifiers: Identifiers, value: string): readonly string[] {
  return [...identifiers].filter(([, values]) => values.includes(value)).map(([column]) => column);
}

/** Of the same form, and nobody's. */
export function nobodys(value: string): string {
  if (UUID.test(value)) return uuidV7(Date.UTC(2026, 0, 1), randomBytes(10));
  if (UUID_AND_WORD.test(value)) return nobodys(value.slice(0, 36)) + value.slice(36);
  if (/^[0-9a-f]{16,}$/.test(value)) return toHex(randomBytes(value.length / 2));
  return value.replace(/[A-Za-z]/g, () => String.fromCharCode(97 + ((randomBytes(1)[0] ?? 0) % 26)));
}

export function sameForm(a: string, b: string): boolean {
  return formOf(a) === formOf(b);
}

function formOf(value: string): string {
  if (UUID.test(value)) return 'uuid';
  if (UUID_AND_WORD.test(value)) return 'uuid and a word';
  return /^[0-9a-f]{16,}$/.test(value) ? `hex of ${value.length}` : 'text';
}

/** Whether the identifier is a whole text somewhere in the value, or a whole part of an address. */
export function names(value: unknown, identifier: string): boolean {
  return whole(identifier).test(JSON.stringify(value));
}

export function replaceIn<T>(value: T, from: string, to: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(whole(from), () => JSON.stringify(to).slice(1, -1))) as T;
}

function whole(identifier: string): RegExp {
  return new RegExp(`(?<=["/=])${RegExp.escape(JSON.stringify(identifier).slice(1, -1))}(?=["/?&])`, 'g');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Such as Graph's `<guid>_WindowsRestore`. */
const UUID_AND_WORD = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[A-Za-z0-9]+$/;
