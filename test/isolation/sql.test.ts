// The statements of the service, as they stand in its source and as they go over the wire, keep the rules; and the tenant of
// a transaction is set in the one way that sharded servers pass on.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import pg from 'pg';
import { Database } from '../../src/server/database/pooled-database.ts';
import { serverKinds } from '../database.ts';
import { inHouse } from './house.ts';
import { recordSql } from './recorded-sql.ts';
import { askForOwn } from './route-suite.ts';
import { TENANT_A, withOwner } from './scratch.ts';
import { textsIn } from './source-literals.ts';
import { brokenSqlRules, isSql, plainSql, SQL_RULES } from './sql-rules.ts';

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
    test('what is sent is what was found in the source, but for opening and ending transactions', () =>
      inHouse(kind, async (house) => {
        const sent = await recordSql(house.owner, () => askForOwn(house));
        const known = [...statementsInSource().keys()].map(asPattern);
        const others = sent.map(plainSql).filter((sql) => !known.some((pattern) => pattern.test(sql)));
        const ofTransactions = /^((BEGIN; )?SET LOCAL ROLE |SET LOCAL app\.tenant_id = ''$|COMMIT$|ROLLBACK$)/;
        assert.deepEqual([...new Set(others.filter((sql) => !ofTransactions.test(sql)))], []);
        assert.ok(sent.length > 100);
      }));

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

/** By statement: a file that has it. The database layer's own statements are the owner's, about the server and the schema. */
function statementsInSource(): ReadonlyMap<string, string> {
  const paths = globSync('src/server/**/*.ts').filter(
    (path) => !path.endsWith('.test.ts') && !path.includes('/database/'),
  );
  const found = paths.flatMap((path) => textsIn(readFileSync(path, 'utf8')).map((text) => [text, path] as const));
  return new Map(found.filter(([text]) => isSql(text)).map(([text, path]) => [plainSql(text), path]));
}

/** What a statement of the source may have become: anything where an expression stood. */
function asPattern(sql: string): RegExp {
  return new RegExp(
    `^${sql
      .split('?')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
  );
}

function readMigrations(): string {
  return globSync('migrations/*.sql')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}
