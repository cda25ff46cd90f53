// Every operation of the OpenAPI document, as one tenant about its own things and about another's: nothing of the other is
// in an answer, a header, an error or the log, nothing of it changes, and neither the answer nor the clock tells what exists.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ServerKind, serverKinds } from '../database.ts';
import type { Needles } from './needles.ts';
import { emptyTables, type House, inHouse } from './house.ts';
import { PLANTS } from './planted-leaks.ts';
import { recordSql } from './recorded-sql.ts';
import { statementsNotInSource } from './source-statements.ts';
import type { Operation } from './operations.ts';
import { askForOwn, askForTheirs, askTheClock, askToTakeAway, ownNeedles, whatIsTold } from './route-suite.ts';
import { rows } from './scratch.ts';
import { askAtTheirDoor } from './their-door.ts';

export function testRoutes(kind: ServerKind): void {
  const skip = serverKinds.find((it) => it.kind === kind)?.skip;
  test(`the routes on a server by ${kind}`, { skip: skip ?? false }, (t) =>
    inHouse(kind, async (house) => {
      await t.test('somebody in a tenant is let into every operation', () => assert.deepEqual(house.closed, []));

      await t.test('a tenant is answered with its own and with nothing of another’s', async (u) => {
        const sent = await recordSql(house.owner, async () => assert.deepEqual(await askForOwn(house), []));
        await u.test('what is sent to the server is what the rules were held against', () =>
          assert.deepEqual(statementsNotInSource(sent), []),
        );
      });

      await t.test('what is another’s is answered like what is not there, and nothing of it changes', async () =>
        assert.deepEqual(await askForTheirs(house), []),
      );

      await t.test('nor does the clock tell what another has', async () =>
        assert.deepEqual(await askTheClock(house), []),
      );

      await t.test('the door tells nobody who lives behind it', async () =>
        assert.deepEqual(await askAtTheirDoor(house), []),
      );

      await t.test('each leak that is planted is found', async () => {
        const operations = house.operations.filter(({ name }) => name === 'getSnapshot');
        for (const [name, { plant, found, ask }] of Object.entries(PLANTS)) {
          const actors = new Map([...house.a.actors].map(([actor, send]) => [actor, plant(send, house)]));
          const findings = await redness(() => ask({ ...house, operations, a: { ...house.a, actors } }));
          assert.match(findings.join('\n'), found, `${name} was not found`);
        }
      });

      await t.test('without the policy that lets its rows be seen, a table that is answered from is missed', async () =>
        assert.deepEqual(await dropEachPolicyToSee(house), SEEN_IN_NO_ANSWER),
      );

      await t.test('taking away one’s own takes away nothing of another’s', async () =>
        assert.deepEqual(await askToTakeAway(house), []),
      );
    }),
  );
}

/** Told as yes and no alone; and read only to know which blobs nothing refers to any more. The table suite finds their policies. */
const SEEN_IN_NO_ANSWER = ['access_policy', 'snapshot_blob'];

/** The tables that are read for answers, and whose policy to see their rows can go without anything being missed. */
async function dropEachPolicyToSee(house: House): Promise<readonly string[]> {
  const own = await ownNeedles(house);
  const readers = await readersOfTables(house, own);
  assert.ok(readers.size >= 5);
  const unnoticed: string[] = [];
  for (const { table, policy, condition } of await policiesToSee(house)) {
    const asked = readers.get(table);
    if (asked === undefined) continue;
    const drop = () => house.owner.query(`DROP POLICY ${policy} ON ${table}`);
    const restore = () => house.owner.query(`CREATE POLICY ${policy} ON ${table} FOR SELECT USING ${condition}`);
    let isMissed = false;
    for (const reader of asked) isMissed ||= await missesSomething(house, own, reader, { drop, restore });
    if (!isMissed) unnoticed.push(table);
  }
  return unnoticed;
}

type Reader = { readonly operation: Operation; readonly told: readonly string[] };

/** Missed is what was told before and is told again afterwards: an answer also changes with what was asked in between. */
async function missesSomething(
  house: House,
  own: Needles,
  { operation, told }: Reader,
  { drop, restore }: { readonly drop: () => Promise<unknown>; readonly restore: () => Promise<unknown> },
): Promise<boolean> {
  const ask = async () => (await whatIsTold({ ...house, operations: [operation] }, own)).get(operation.name) ?? [];
  await drop();
  const stillTold = await ask().catch(() => []);
  await restore();
  const missing = without(told, stillTold);
  if (missing.length === 0) return false;
  const toldAgain = without(await ask(), stillTold);
  return missing.some((needle) => toldAgain.includes(needle));
}

/** As often as it is in the one more than in the other. */
function without(needles: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return needles.filter((needle) => {
    const index = left.indexOf(needle);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** For each table the operations that answer from it, as the statements on the wire say, and what they tell. */
async function readersOfTables(house: House, own: Needles): Promise<ReadonlyMap<string, readonly Reader[]>> {
  const readers = new Map<string, readonly Reader[]>();
  for (const operation of house.operations.filter(({ method }) => method === 'GET')) {
    let told: readonly string[] = [];
    const statements = await recordSql(house.owner, async () => {
      told = (await whatIsTold({ ...house, operations: [operation] }, own)).get(operation.name) ?? [];
    });
    const tables = statements.flatMap((sql) => [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)].map(([, it = '']) => it));
    for (const table of new Set(tables)) readers.set(table, [...(readers.get(table) ?? []), { operation, told }]);
  }
  return readers;
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
