// People and groups through Microsoft's own client for Graph: as they are, filtered, and page after page.

import assert from 'node:assert/strict';
import { GraphError, PageIterator, type PageCollection } from '@microsoft/microsoft-graph-client';
import { ok } from '../../src/lib/result.ts';
import { inTenant } from '../../src/server/transact.ts';
import { addUser } from '../../src/server/identity/user-store.ts';
import { newId } from '../../src/server/context.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { type GraphHouse, type GraphPage, onEachGraphHouse, refusalOf, textOf } from '../policy-server/graph-house.ts';

onEachGraphHouse('people and groups are found as Graph has them', async (house) => {
  const anna = await house.person('anna');
  await anna.send('GET', '/v1/me/permissions');
  await house.intoGroup(PILOTS, anna.oid);
  const graph = house.graph();

  const byName = (await graph.api('/users/anna@CONTOSO.example').select('id,displayName,mail').get()) as object;
  assert.deepEqual(ownMembers(byName), { id: anna.oid, displayName: 'anna', mail: null });
  const byId = (await graph.api(`/users/${anna.oid}`).version('beta').get()) as { userPrincipalName: string };
  assert.equal(byId.userPrincipalName, 'anna@contoso.example');

  const filtered = (await graph
    .api('/users')
    .filter("startswith(userPrincipalName,'ANNA@')")
    .count()
    .get()) as GraphPage;
  assert.deepEqual([filtered['@odata.count'], filtered.value.map((it) => it['id'])], [1, [anna.oid]]);
  const groups = (await graph.api('/groups').filter(`displayName eq '${PILOTS}'`).get()) as GraphPage;
  assert.deepEqual(
    groups.value.map(({ id, securityEnabled }) => [id, securityEnabled]),
    [[PILOTS, true]],
  );
  const members = (await graph.api(`/groups/${PILOTS}/members`).count().get()) as GraphPage;
  assert.deepEqual(
    [members['@odata.count'], members.value.map((it) => [it['@odata.type'], it['id']])],
    [1, [['#microsoft.graph.user', anna.oid]]],
  );
  const memberOf = (await graph.api(`/users/${anna.oid}/memberOf`).select('displayName').get()) as GraphPage;
  assert.deepEqual(memberOf.value, [{ '@odata.type': '#microsoft.graph.group', displayName: PILOTS }]);

  const missing = await graph
    .api('/users/nobody@contoso.example')
    .get()
    .catch((error: unknown) => error);
  assert.ok(missing instanceof GraphError);
  assert.deepEqual([missing.statusCode, missing.code], [404, 'ResourceNotFound']);
  assert.match(missing.message, /There is no user nobody@contoso\.example\. /);
  assert.match(missing.requestId ?? '', /^[0-9a-f]{8}-/);
  assert.ok(Date.now() - missing.date.getTime() < 60_000);
  const unknown = await refusalOf(graph.api('/users').filter("jobTitle eq 'x'").get());
  assert.match(unknown.message, /\$filter: There is no "jobTitle" here\. There are id, displayName, userPrincipalName/);
});

onEachGraphHouse('pages lead through everybody once, also while people are added', async (house) => {
  const early: string[] = [];
  for (let nth = 0; nth < 11; nth += 1) early.push(await newPerson(house, `early-${nth}`));
  const graph = house.graph();
  for (const order of ['displayName desc', 'createdDateTime', 'accountEnabled', 'id']) {
    const first = () => graph.api('/users').orderby(order).top(4).get() as Promise<PageCollection & GraphPage>;
    const iterated: string[] = [];
    const note = ({ id }: { id: string }) => iterated.push(id) > 0;
    await new PageIterator(graph, await first(), note).iterate();
    assert.deepEqual([...new Set(iterated)], iterated, 'nobody twice');
    assert.deepEqual(new Set(iterated).intersection(new Set(early)).size, early.length, 'and nobody left out');

    const seen: string[] = [];
    let page: GraphPage | undefined = await first();
    while (page !== undefined) {
      seen.push(...page.value.map(({ id = null }) => textOf(id)));
      await newPerson(house, `late-${order}-${seen.length}`);
      const next: string | undefined = page['@odata.nextLink'] as string | undefined;
      page = next === undefined ? undefined : ((await graph.api(next).get()) as GraphPage);
    }
    assert.deepEqual([...new Set(seen)], seen, 'nobody twice');
    assert.equal(new Set(seen).intersection(new Set(iterated)).size, iterated.length, 'all who were there');
  }
});

async function newPerson(house: GraphHouse, name: string): Promise<string> {
  const { context } = house.service;
  house.service.advance(1);
  const user = { userId: newId(context), userPrincipalName: `${name}@contoso.example`, displayName: name };
  await inTenant(context, house.tenantId, async (tx) => {
    await asFixture(tx);
    await addUser(tx, user, { now: new Date(context.clock()) });
    return ok(null);
  }).then(expectOk);
  return user.userId;
}

/** Without what an answer says of itself. */
function ownMembers(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.startsWith('@odata')));
}

const PILOTS = '01900000-0000-7000-8000-00000000aaaa';
