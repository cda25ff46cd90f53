// Row security, tried on every table that there is: as one tenant, with everything else that could refuse taken away, each
// command goes through to the tenant's own row and to no other's. Each policy that is dropped or widened shows.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import pg from 'pg';
import { SERVICE_ROLE } from '../../src/server/database/roles.ts';
import { serverKinds } from '../database.ts';
import { readTables, type Table } from './catalog.ts';
import { fillTables, restConstraints } from './fill-tables.ts';
import { brokenRules } from './schema-rules.ts';
import { rolledBack, rows, TENANT_A, TENANT_B, withOwner } from './scratch.ts';

for (const { kind, skip } of serverKinds) {
  suite(`the tables on a server by ${kind}`, { skip }, () => {
    test('a tenant does everything with its own rows and nothing with another’s, on every table', () =>
      withOwner(kind, async (owner) => {
        await leaveRowSecurityAlone(owner);
        await rolledBack(owner, async () => {
          for (const table of await readTables(owner)) assert.deepEqual(await failings(owner, table), [], table.name);
        });
      }));

    test('a table that is added is tried unasked, whatever its columns hold', () =>
      withOwner(kind, async (owner) => {
        await owner.query(`CREATE TABLE added (tenant_id uuid PRIMARY KEY, a text[] NOT NULL, b jsonb NOT NULL,
                             c bytea NOT NULL CHECK (octet_length(c) = 3), d numeric NOT NULL, e inet NOT NULL,
                             f uuid[] NOT NULL, FOREIGN KEY (tenant_id) REFERENCES tenant)`);
        await leaveRowSecurityAlone(owner);
        const added = (await readTables(owner)).find(({ name }) => name === 'added');
        assert.ok(added !== undefined);
        await rolledBack(owner, async () => assert.notDeepEqual(await failings(owner, added), []));
      }));

    test('dropping or widening any single policy shows, in what the rules say and in what happens', () =>
      withOwner(kind, async (owner) => {
        await leaveRowSecurityAlone(owner);
        assert.deepEqual(await brokenRules(owner), []);
        for (const table of await readTables(owner)) {
          for (const sql of await sabotage(owner, table.name)) {
            await rolledBack(owner, async () => {
              await owner.query(sql);
              assert.notDeepEqual(await brokenRules(owner), [], sql);
              assert.notDeepEqual(await failings(owner, table), [], sql);
            });
          }
        }
      }));
  });
}

/** A row of two tenants in every table, with the same identifiers, and nothing else that could refuse a command. */
async function leaveRowSecurityAlone(owner: pg.Client): Promise<void> {
  await fillTables(owner, [
    { tenantId: TENANT_A, canary: 'wren', keys: 'shared' },
    { tenantId: TENANT_B, canary: 'linnet', keys: 'shared' },
  ]);
  await restConstraints(owner);
  for (const { name } of await readTables(owner)) {
    await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO ${SERVICE_ROLE}`);
  }
}

async function sabotage(owner: pg.Client, table: string): Promise<readonly string[]> {
  const policies = await rows<{ name: string; command: string }>(
    owner,
    `SELECT policyname AS name, cmd AS command FROM pg_policies WHERE schemaname = 'public' AND tablename = '${table}'
        AND roles && ARRAY['public', '${SERVICE_ROLE}']::name[]`,
  );
  assert.deepEqual(policies.map(({ command }) => command).toSorted(), ['DELETE', 'INSERT', 'SELECT', 'UPDATE'], table);
  return policies.flatMap(({ name, command }) => [
    `DROP POLICY ${name} ON ${table}`,
    `ALTER POLICY ${name} ON ${table} TO pg_monitor`,
    `ALTER POLICY ${name} ON ${table} ${command === 'INSERT' ? 'WITH CHECK' : 'USING'} (true)`,
  ]);
}

/** What tenant A can do that it must not, and what it can not do that it must. */
async function failings(owner: pg.Client, { name: table, columns }: Table): Promise<readonly string[]> {
  const ofB = `tenant_id = '${TENANT_B}'`;
  const names = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ');
  const asB = `SELECT (jsonb_populate_record(t, '{"tenant_id": "${TENANT_B}"}')).* FROM ${table} t`;
  // Commands that read no column are refused by their own policy alone, so they come without a condition.
  const must: Record<string, string> = {
    'see its own': `SELECT FROM ${table}`,
    'change its own': `UPDATE ${table} SET tenant_id = '${TENANT_A}'`,
    'delete its own': `DELETE FROM ${table}`,
    'add its own': `WITH gone AS (DELETE FROM ${table} RETURNING *) INSERT INTO ${table} (${names}) SELECT ${names} FROM gone`,
  };
  const mustNot: Record<string, string> = {
    see: `SELECT FROM ${table} WHERE ${ofB}`,
    change: `UPDATE ${table} SET tenant_id = tenant_id WHERE ${ofB} RETURNING 1`,
    delete: `DELETE FROM ${table} WHERE ${ofB} RETURNING 1`,
    'give away': `UPDATE ${table} SET ${ofB}`,
    add: `INSERT INTO ${table} ${asB}`,
    'add if there is none': `INSERT INTO ${table} ${asB} ON CONFLICT DO NOTHING`,
  };
  const found: string[] = [];
  for (const [what, sql] of Object.entries(must)) {
    const outcome = await attempt(owner, sql);
    if (outcome !== 1) found.push(`must ${what}: ${outcome}`);
  }
  for (const [what, sql] of Object.entries(mustNot)) {
    const outcome = await attempt(owner, sql);
    if (outcome !== 0 && outcome !== INSUFFICIENT_PRIVILEGE) found.push(`must not ${what}: ${outcome}`);
  }
  return found;
}

/** As tenant A: how many rows the statement met, or the error's SQLSTATE. Leaves nothing behind. */
async function attempt(owner: pg.Client, sql: string): Promise<number | string> {
  await owner.query(`SAVEPOINT attempt; SET LOCAL ROLE ${SERVICE_ROLE}; SET LOCAL app.tenant_id = '${TENANT_A}'`);
  try {
    return (await owner.query(sql)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code !== undefined) return error.code;
    throw error;
  } finally {
    await owner.query('ROLLBACK TO attempt');
  }
}

/** "New row violates row-level security policy." */
const INSUFFICIENT_PRIVILEGE = '42501';
