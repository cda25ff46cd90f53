// The statements of the service keep the rules, as they stand in its source, which is how they go over the wire (the route suite
// holds that); and the tenant of a transaction is set in the one way that sharded servers pass on.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import pg from 'pg';
import { Database } from '../../src/server/database/pooled-database.ts';
import { serverKinds } from '../database.ts';
import { recordSql } from './recorded-sql.ts';
import { TENANT_A, withOwner } from './scratch.ts';
import { textsIn } from './source-literals.ts';
import { statementsInSource } from './source-statements.ts';
import { brokenSqlRules, isSql, SQL_RULES } from './sql-rules.ts';

const TABLES = [...readMigrations().matchAll(/^CREATE TABLE (\w+)/gm)].map(([, table = '']) => table);

test('every statement in the source of the service keeps every rule', () => {
  const statements = statementsInSource();
  assert.ok(statements.size >= 40, `only ${statements.size} statements were found`);
  const broken = [...statements].flatMap(([sql, path]) =>
    brokenSqlRules(sql, TABLES).map((rule) => `${path}: ${rule}`),
  );
  assert.deepEqual(broken, []);
});

test('each rule finds what breaks it', () => {
  for (const rule of SQL_RULES) {
    for (const violation of rule.violations) {
      assert.ok(isSql(violation), `not taken for a statement: ${violation}`);
      assert.notDeepEqual(brokenSqlRules(violation, TABLES, [rule]), [], violation);
    }
  }
});

test('texts are found in source, whatever stands around them', () => {
  const source = [
    "const A = 'x FROM y'; // 'not this'",
    '/* "nor this" */ const pattern = /[\'"`/]/;',
    "const b = f(`SELECT ${A} ${g({ a: `in ${'ner'}` })} it\\'s`) / 2 / 'last'.length;",
  ].join('\n');
  assert.deepEqual(textsIn(source), ['x FROM y', "SELECT x FROM y ? it's", 'in ?', 'ner', 'last']);
});

for (const { kind, skip } of serverKinds) {
  suite(`statements on the wire to a server by ${kind}`, { skip }, () => {
    test('the tenant is set by a literal SET LOCAL of its own, after the role, and passed on where tables are sharded', () =>
      withOwner(kind, async (owner, fresh) => {
        const pool = new pg.Pool({ ...fresh.owner, max: 1, pipeline: true });
        const opening = (citus: boolean) =>
          recordSql(owner, () => new Database(pool, citus, undefined).inTenant(TENANT_A, (tx) => tx.query('SELECT 1')));
        try {
          const set = `SET LOCAL app.tenant_id = '${TENANT_A}'`;
          const [begin = '', ...plain] = await opening(false);
          assert.match(begin, /^BEGIN; SET LOCAL ROLE keepsake_service; SET LOCAL /);
          assert.deepEqual(plain, [set, 'SELECT 1', 'COMMIT']);
          const [, ...sharded] = await opening(true);
          const propagate = "SET LOCAL citus.propagate_set_commands = 'local'";
          assert.deepEqual(sharded, [propagate, set, 'SELECT 1', 'COMMIT']);
          const making = await recordSql(owner, () =>
            new Database(pool, true, undefined).inNewTenant(
              TENANT_A,
              async () => {},
              (tx) => tx.query('SELECT 1'),
            ),
          );
          assert.match(making[0] ?? '', /^BEGIN; SET LOCAL ROLE keepsake_operator; /);
          const role = 'SET LOCAL ROLE keepsake_service';
          assert.deepEqual(making.slice(1), [role, propagate, set, 'SELECT 1', 'COMMIT']);
        } finally {
          await pool.end();
        }
      }));
  });
}

function readMigrations(): string {
  return globSync('migrations/*.sql')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}
