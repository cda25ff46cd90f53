// Every operation of the OpenAPI document, as one tenant about its own things and about another's: nothing of the other is
// in an answer, a header, an error or the log, nothing of it changes, and neither the answer nor the clock tells what exists.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { type ServerKind, serverKinds } from '../database.ts';
import { withService } from '../server/service-fixture.ts';
import { buildHouse, emptyTables, type House } from './house.ts';
import { PLANTS } from './planted-leaks.ts';
import { recordSql } from './recorded-sql.ts';
import { askForOwn, askForTheirs, askTheClock, whatIsTold } from './route-suite.ts';
import { asOwner, rows } from './scratch.ts';

for (const { kind, skip } of serverKinds) {
  suite(`the routes on a server by ${kind}`, { skip }, () => {
    test('a tenant gets its own and nothing of another’s, and can not tell what another has', () =>
      inHouse(kind, async (house) => {
        assert.deepEqual(await askForOwn(house), []);
        assert.deepEqual(await askForTheirs(house), []);
        assert.deepEqual(await askTheClock(house), []);
      }));

    test('each leak that is planted is found', () =>
      inHouse(kind, async (house) => {
        const operations = house.operations.filter(({ name }) => /Snapshot$|Profiles$/.test(name));
        await askForOwn({ ...house, operations });
        for (const [name, { plant, found, ask }] of Object.entries(PLANTS)) {
          const actors = new Map([...house.a.actors].map(([actor, send]) => [actor, plant(send, house)]));
          const findings = await redness(() => ask({ ...house, operations, a: { ...house.a, actors } }));
          assert.ok(found.test(findings.join('\n')), `${name} was not found: ${findings.join('\n')}`);
        }
      }));

    test('without the policy that lets its rows be seen, every table that answers are made from is missed', () =>
      inHouse(kind, async (house) => {
        await askForOwn(house);
        let told: unknown;
        const statements = await recordSql(house.owner, async () => (told = await whatIsTold(house)));
        const tables = (await policiesToSee(house)).filter(({ table }) =>
          statements.some((sql) => new RegExp(`\\b(FROM|JOIN)\\s+${table}\\b`).test(sql)),
        );
        assert.ok(tables.length >= 5);
        for (const { table, policy, condition } of tables) {
          await house.owner.query(`DROP POLICY ${policy} ON ${table}`);
          const stillTold = await whatIsTold(house).catch(() => undefined);
          assert.ok(!isDeepStrictEqual(stillTold, told), `without ${policy} on ${table} all is answered as before`);
          await house.owner.query(`CREATE POLICY ${policy} ON ${table} FOR SELECT USING ${condition}`);
        }
        assert.deepEqual(await whatIsTold(house), told);
      }));
  });
}

function inHouse(kind: ServerKind, work: (house: House) => Promise<void>): Promise<void> {
  return withService(
    (service) => asOwner(service.owner, async (owner) => work(await buildHouse(service, owner))),
    kind,
  );
}

/** What made the suite red: what it found, or what stopped it. */
async function redness(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await ask();
  } catch (error) {
    return [String(error)];
  }
}

/** Of the tables in which A has rows. */
async function policiesToSee({ owner, a }: House) {
  const policies = await rows<{ table: string; policy: string; condition: string }>(
    owner,
    `SELECT tablename AS table, policyname AS policy, qual AS condition FROM pg_policies
      WHERE schemaname = 'public' AND cmd = 'SELECT' AND qual <> 'true' ORDER BY 1`,
  );
  const empty = await emptyTables(owner, a.tenantId);
  return policies.filter(({ table }) => !empty.includes(table));
}
