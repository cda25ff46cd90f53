// Row security, proven on the tables that are there: a new table that forgets a rule fails here without being named here.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import pg from 'pg';
import { serverKinds, type TestDatabase, withTestDatabase } from '../../../test/database.ts';
import { OPERATOR_ROLE, SERVICE_ROLE } from './roles.ts';

const TENANT_A = '0190a000-0000-7000-8000-00000000000a';
const TENANT_B = '0190a000-0000-7000-8000-00000000000b';

for (const { kind, skip } of serverKinds) {
  suite(`row security on a server by ${kind}`, { skip }, () => {
    test('every table keeps the rules of the house', () =>
      withOwner(kind, async (owner) => {
        const tables = await tenantTables(owner);
        assert.ok(tables.length >= 11, `only ${tables.length} tables were found`);
        assert.deepEqual(await brokenRules(owner), []);
      }));

    test('without a tenant every command on every table is an error, on an empty table too', () =>
      withOwner(kind, async (owner) => {
        // The first round runs on a connection that never had a tenant, the second on one whose setting is left empty.
        for (const code of ['42704', '22P02']) {
          for (const table of await tenantTables(owner)) {
            for (const sql of statementsOn(table)) {
              await owner.query('BEGIN');
              await grantEverything(owner, table);
              await owner.query(`SET LOCAL ROLE ${SERVICE_ROLE}`);
              await assert.rejects(owner.query(sql), { code }, sql);
              await owner.query('ROLLBACK');
            }
          }
          await owner.query(`BEGIN; SET LOCAL app.tenant_id = '${TENANT_A}'; COMMIT`);
        }
      }));

    test('one tenant can not see, add, change or take away what is another’s, on any table', () =>
      withOwner(kind, async (owner) => {
        await fillBothTenants(owner);
        for (const table of await tenantTables(owner)) {
          assert.deepEqual(await leaks(owner, table), [], table);
        }
      }));

    test('dropping any single policy, or the force of any table, is noticed', () =>
      withOwner(kind, async (owner) => {
        const policies = await rows<{ table: string; policy: string }>(
          owner,
          `SELECT tablename AS table, policyname AS policy FROM pg_policies WHERE schemaname = 'public'`,
        );
        const sabotage = [
          ...policies.map(({ table, policy }) => `DROP POLICY ${policy} ON ${table}`),
          ...policies.map(({ table, policy }) => `ALTER POLICY ${policy} ON ${table} TO pg_monitor`),
          ...(await tenantTables(owner)).flatMap((table) => [
            `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`,
            `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
            `CREATE POLICY too_much ON ${table} USING (true)`,
            `ALTER TABLE ${table} ADD COLUMN surprise integer UNIQUE`,
            `ALTER TABLE ${table} ADD COLUMN surprise uuid REFERENCES tenant`,
          ]),
          'CREATE TABLE forgotten (tenant_id uuid PRIMARY KEY)',
          'CREATE SEQUENCE numbers',
        ];
        for (const sql of sabotage) {
          await owner.query('BEGIN');
          await owner.query(sql);
          assert.notDeepEqual(await brokenRules(owner), [], sql);
          await owner.query('ROLLBACK');
        }
      }));

    test('the service can not rewrite history, and the operator sees tenants alone', () =>
      withOwner(kind, async (owner, { database }) => {
        await fillBothTenants(owner);
        const denied = { code: '42501' };
        for (const sql of [
          'UPDATE audit_entry SET body = body',
          'DELETE FROM audit_entry',
          'UPDATE audit_node SET hash = hash',
          'DELETE FROM audit_node',
          'DELETE FROM audit_log',
          "INSERT INTO audit_event (tenant_id) VALUES ('0190a000-0000-7000-8000-00000000000a')",
          'UPDATE audit_event SET activity = activity',
          'DELETE FROM audit_event',
        ]) {
          await assert.rejects(
            database.inTenant(TENANT_A, (tx) => tx.query(sql)),
            denied,
          );
        }
        const tenants = await database.inSystem((tx) => tx.query('SELECT FROM tenant'));
        assert.equal(tenants.length, 2);
        for (const table of await tenantTables(owner)) {
          for (const sql of statementsOn(table).slice(table === 'tenant' ? 2 : 0)) {
            await owner.query(`BEGIN; SET LOCAL ROLE ${OPERATOR_ROLE}; SET LOCAL app.tenant_id = '${TENANT_A}'`);
            await assert.rejects(owner.query(sql), denied, sql);
            await owner.query('ROLLBACK');
          }
        }
      }));
  });
}

/** Runs `work` with a connection as the owner, on a fresh database. */
function withOwner(
  kind: 'embedded' | 'url',
  work: (owner: pg.Client, test: TestDatabase) => Promise<void>,
): Promise<void> {
  return withTestDatabase(async (fresh) => {
    const owner = new pg.Client(fresh.owner);
    await owner.connect();
    try {
      await work(owner, fresh);
    } finally {
      await owner.end();
    }
  }, kind);
}

async function rows<Row extends object>(owner: pg.Client, sql: string): Promise<Row[]> {
  return (await owner.query<Row>(sql)).rows;
}

async function tenantTables(owner: pg.Client): Promise<string[]> {
  const found = await rows<{ name: string }>(
    owner,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND relname <> 'schema_migration' ORDER BY 1`,
  );
  return found.map(({ name }) => name);
}

/** Every rule of the house that some table breaks, as sentences. */
async function brokenRules(owner: pg.Client): Promise<string[]> {
  return (await rows<{ broken: string }>(owner, RULES)).map(({ broken }) => broken);
}

const RULES = `
  WITH t AS (SELECT oid, relname AS name, relrowsecurity, relforcerowsecurity FROM pg_class
              WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'schema_migration'),
       p AS (SELECT tablename, policyname, cmd, qual, with_check, '${OPERATOR_ROLE}' = ANY (roles) AS of_operator,
                    roles && ARRAY['public', '${SERVICE_ROLE}']::name[] AS of_service
               FROM pg_policies WHERE schemaname = 'public')
  SELECT name || ': row security is off' AS broken FROM t WHERE NOT relrowsecurity
  UNION ALL
  SELECT name || ': row security is not forced' FROM t WHERE NOT relforcerowsecurity
  UNION ALL
  SELECT name || ': no policy for ' || command FROM t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) command
   WHERE NOT EXISTS (SELECT FROM p WHERE tablename = name AND cmd = command AND of_service)
  UNION ALL
  SELECT tablename || ': policy ' || policyname || ' lets through ' || condition
    FROM p, unnest(ARRAY[qual, with_check]) condition
   WHERE of_service AND condition <> '(tenant_id = current_tenant_id())'
  UNION ALL
  SELECT name || ': the operator has other policies than it needs' FROM t
   WHERE (SELECT array_agg(cmd ORDER BY cmd) FROM p WHERE tablename = name AND of_operator)
         IS DISTINCT FROM CASE name WHEN 'tenant' THEN ARRAY['INSERT', 'SELECT'] END
  UNION ALL
  SELECT name || ': no primary key' FROM t
   WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = t.oid AND indisprimary)
  UNION ALL
  SELECT name || ': a unique key that does not begin with tenant_id' FROM t
    JOIN pg_index i ON indrelid = t.oid AND indisunique
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
   WHERE attname IS DISTINCT FROM 'tenant_id'
  UNION ALL
  SELECT name || ': a foreign key that does not begin with tenant_id on both sides, or has nothing else' FROM t
    JOIN pg_constraint c ON conrelid = t.oid AND contype = 'f'
    JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
    JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
   WHERE (a.attname, b.attname) <> ('tenant_id', 'tenant_id')
      OR (cardinality(conkey) < 2 AND confrelid <> 'tenant'::regclass)
  UNION ALL
  SELECT name || ': a trigger' FROM t JOIN pg_trigger ON tgrelid = t.oid AND NOT tgisinternal
  UNION ALL
  SELECT relname || ': a sequence' FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`;

function statementsOn(table: string): string[] {
  return [
    `SELECT * FROM ${table}`,
    `INSERT INTO ${table} (tenant_id) VALUES ('${TENANT_A}')`,
    `UPDATE ${table} SET tenant_id = tenant_id`,
    `DELETE FROM ${table}`,
  ];
}

/** For the rest of the transaction only row security is left to refuse anything. */
async function grantEverything(owner: pg.Client, table: string): Promise<void> {
  await owner.query(`GRANT ALL ON ${table} TO ${SERVICE_ROLE}`);
}

/** What tenant A could do to tenant B's rows of a table if nothing but row security stood in the way. */
async function leaks(owner: pg.Client, table: string): Promise<string[]> {
  const attempts: Record<string, string> = {
    sees: `SELECT FROM ${table} WHERE tenant_id = '${TENANT_B}'`,
    'sees by count': `SELECT FROM ${table} HAVING count(*) <> 1`,
    changes: `UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = '${TENANT_B}' RETURNING 1`,
    deletes: `DELETE FROM ${table} WHERE tenant_id = '${TENANT_B}' RETURNING 1`,
    'gives away': `UPDATE ${table} SET tenant_id = '${TENANT_B}' RETURNING 1`,
    adds: `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '{"tenant_id": "${TENANT_B}"}')).* FROM ${table} t RETURNING 1`,
  };
  const found: string[] = [];
  for (const [name, sql] of Object.entries(attempts)) {
    await owner.query('BEGIN');
    await grantEverything(owner, table);
    await owner.query(`SET LOCAL ROLE ${SERVICE_ROLE}`);
    await owner.query(`SET LOCAL app.tenant_id = '${TENANT_A}'`);
    try {
      if ((await owner.query(sql)).rowCount !== 0) found.push(name);
    } catch (error) {
      // insufficient_privilege: "new row violates row-level security policy"
      if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
    }
    await owner.query('ROLLBACK');
  }
  return found;
}

/** One row of tenant A and one of tenant B in every table, with the same identifiers in both. */
async function fillBothTenants(owner: pg.Client): Promise<void> {
  const [user, device, credential, profile, snapshot, event] = ['01', '02', '03', '04', '05', '06'].map(
    (end) => `'0190a000-0000-7000-8000-0000000000${end}'`,
  );
  const [secret, name, content, key] = ['01', '02', '03', '04'].map((byte) => `decode(repeat('${byte}', 32), 'hex')`);
  for (const tenant of [TENANT_A, TENANT_B]) {
    const values: [table: string, values: string][] = [
      ['tenant', `'Tenant', now()`],
      ['app_user', `${user}, 'a@example.com', 'A', now()`],
      ['device', `${device}, 'PC', now()`],
      ['credential', `${credential}, ${user}, ${device}, ${secret}, now(), now(), NULL`],
      ['backup_profile', `${profile}, ${user}, ${device}, 'PC', NULL, now(), now()`],
      ['snapshot', `${snapshot}, ${profile}, NULL, repeat('0', 64), '{}', 1, 1, now(), now()`],
      ['blob', `${name}, 'x', 1, now()`],
      ['snapshot_blob', `${snapshot}, ${content}, ${name}`],
      ['retention_policy', '1, 0, now()'],
      ['tenant_secret', `'key', ${key}`],
      ['audit_event', `${event}, now(), '{}', 'Test', '{}', ${event}`],
      ['audit_log', `1, ${content}`],
      ['audit_entry', `0, ${event}, '{}'`],
      ['audit_node', `1, 0, ${content}`],
    ];
    for (const [table, list] of values) {
      await owner.query('BEGIN');
      // Nobody but the owner can add to the oldest table of events any more.
      if (table !== 'audit_event') {
        await owner.query(`SET LOCAL ROLE ${table === 'tenant' ? OPERATOR_ROLE : SERVICE_ROLE}`);
      }
      await owner.query(`SET LOCAL app.tenant_id = '${tenant}'`);
      await owner.query(`INSERT INTO ${table} VALUES ('${tenant}', ${list})`);
      await owner.query('COMMIT');
    }
  }
}
