// The second wall as the service meets it: no tenant is an error, and its roles may do no more than they need. What holds
// for each table's policies and rows is in test/isolation.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tableNames } from '../../../test/isolation/catalog.ts';
import { fillTables } from '../../../test/isolation/fill-tables.ts';
import { rolledBack, TENANT_A, TENANT_B, withOwner } from '../../../test/isolation/scratch.ts';
import { serverKinds } from '../../../test/database.ts';
import { OPERATOR_ROLE, SERVICE_ROLE } from './roles.ts';

for (const { kind, skip } of serverKinds) {
  suite(`row security on a server by ${kind}`, { skip }, () => {
    test('without a tenant every command on every table is an error, on an empty table too', () =>
      withOwner(kind, async (owner) => {
        // The first round runs on a connection that never had a tenant, the second on one whose setting is left empty.
        for (const code of ['42704', '22P02']) {
          for (const table of await tableNames(owner)) {
            for (const sql of statementsOn(table)) {
              await rolledBack(owner, async () => {
                await owner.query(`GRANT ALL ON ${table} TO ${SERVICE_ROLE}`);
                await owner.query(`SET LOCAL ROLE ${SERVICE_ROLE}`);
                await assert.rejects(owner.query(sql), { code }, sql);
              });
            }
          }
          await owner.query(`BEGIN; SET LOCAL app.tenant_id = '${TENANT_A}'; COMMIT`);
        }
      }));

    test('the service can not rewrite history', () =>
      withOwner(kind, async (owner, { database }) => {
        await fillTables(owner, [{ tenantId: TENANT_A, canary: 'wren', keys: 'keys' }]);
        const history = (await tableNames(owner)).filter((name) => name.startsWith('audit_') && name !== 'audit_log');
        assert.ok(history.length > 0);
        for (const table of history) {
          for (const sql of [`UPDATE ${table} SET tenant_id = tenant_id`, `DELETE FROM ${table}`]) {
            await assert.rejects(
              database.inTenant(TENANT_A, (tx) => tx.query(sql)),
              { code: '42501' },
              sql,
            );
          }
        }
      }));

    test('the operator reads and makes tenants, and may do nothing else', () =>
      withOwner(kind, async (owner, { database }) => {
        const keys = 'keys';
        await fillTables(owner, [
          { tenantId: TENANT_A, canary: 'wren', keys },
          { tenantId: TENANT_B, canary: 'linnet', keys },
        ]);
        assert.equal((await database.inSystem((tx) => tx.query('SELECT FROM tenant'))).length, 2);
        for (const table of await tableNames(owner)) {
          for (const sql of statementsOn(table).slice(table === 'tenant' ? 2 : 0)) {
            await rolledBack(owner, async () => {
              await owner.query(`SET LOCAL ROLE ${OPERATOR_ROLE}; SET LOCAL app.tenant_id = '${TENANT_A}'`);
              await assert.rejects(owner.query(sql), { code: '42501' }, sql);
            });
          }
        }
      }));
  });
}

function statementsOn(table: string): readonly string[] {
  return [
    `SELECT * FROM ${table}`,
    `INSERT INTO ${table} (tenant_id) VALUES ('${TENANT_A}')`,
    `UPDATE ${table} SET tenant_id = tenant_id`,
    `DELETE FROM ${table}`,
  ];
}
