// The audit log through Microsoft's own client for Graph: found by who, what and when, page after page, with Graph's functions.

import assert from 'node:assert/strict';
import type { GraphScope } from '../../src/domain/access/graph-scopes.ts';
import { ROLE_IDS } from '../access/signed-in.ts';
import { type GraphJson, type GraphPage, onEachGraphHouse, refusalOf, textOf } from '../policy-server/graph-house.ts';

const EVENTS = '/deviceManagement/auditEvents';

onEachGraphHouse('audit events are found by who did what to which and when', async (house) => {
  const olga = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
  const graph = house.graphAs(olga);
  const made: string[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    house.service.advance(60_000);
    const name = `Location ${nth}`;
    const location = (await graph.api('/identity/conditionalAccess/namedLocations').post({
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      displayName: name,
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }],
    })) as { readonly id: string };
    made.push(location.id);
  }
  const find = async (filter: string) => ((await graph.api(EVENTS).filter(filter).get()) as GraphPage).value;
  const idsOf = (events: readonly GraphJson[]) =>
    events.map(({ resources }) => (resources as readonly { readonly resourceId: string }[])[0]?.resourceId);

  const byActor = await find(`actor/userPrincipalName eq 'olga@contoso.example' and category eq 'Policy'`);
  assert.deepEqual(idsOf(byActor), made.toReversed(), 'the newest first');
  assert.deepEqual(idsOf(await find(`resources/any(r:r/resourceId eq '${made[2]}')`)), [made[2]]);
  const times = byActor.map(({ activityDateTime }) => textOf(activityDateTime));
  const between = await find(`activityDateTime gt ${times[3]} and activityDateTime le ${times[1]}`);
  assert.deepEqual(idsOf(between), [made[3], made[2]]);
  assert.deepEqual(await find(`activity eq 'conditionalAccess.created' and activityDateTime lt 2020-01-01`), []);

  const one = byActor[0] ?? {};
  const alone = (await graph.api(`${EVENTS}/${textOf(one['id'])}`).get()) as GraphJson;
  assert.deepEqual({ ...alone, '@odata.context': undefined }, { ...one, '@odata.context': undefined });
  assert.equal((await refusalOf(graph.api(`${EVENTS}/${made[0]}`).get())).status, 404);

  const categories = (await graph.api(`${EVENTS}/getAuditCategories`).get()) as { readonly value: readonly string[] };
  assert.ok(categories.value.includes('Backup') && categories.value.includes('Policy'));
  const types = (await graph.api(`${EVENTS}/getAuditActivityTypes(category='Policy')`).get()) as typeof categories;
  assert.ok(types.value.includes(textOf(one['activityType'])));
});

onEachGraphHouse('pages lead through the log once, also while it grows', async (house) => {
  const graph = house.graph();
  let people = 0;
  const act = () => house.person(`person-${(people += 1)}`).then((it) => it.send('GET', '/v1/me/permissions'));
  for (let nth = 0; nth < 7; nth += 1) await act();
  for (const order of ['activityDateTime desc', 'category,activityDateTime', undefined]) {
    const request = graph.api(EVENTS).top(3).count();
    let page = (await (order === undefined ? request : request.orderby(order)).get()) as GraphPage;
    const there = Number(page['@odata.count']);
    const seen: unknown[] = [];
    for (;;) {
      seen.push(...page.value.map(({ leafIndex }) => leafIndex));
      await act();
      const next = page['@odata.nextLink'];
      if (typeof next !== 'string') break;
      page = (await graph.api(next).get()) as GraphPage;
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    const missed = Array.from({ length: there }, (_, index) => index).filter((index) => !seen.includes(index));
    assert.deepEqual(missed, [], order ?? 'as it is');
  }
});

onEachGraphHouse('no name that somebody has elsewhere keeps others from reading the log', async (house) => {
  for (const name of ['half\uD83D', 'eins\u2028zwei', '\uDE00', '\\u0000', '"\\ud800"']) {
    const person = await house.person(name);
    assert.equal((await person.send('GET', '/v1/me/permissions')).status, 200);
  }
  const graph = house.graph();
  const { value } = (await graph.api(EVENTS).filter("activity eq 'user.provisioned'").get()) as GraphPage;
  const names = value.map(({ resources }) => (resources as readonly { displayName: string }[])[0]?.displayName ?? '');
  assert.ok(names.some((it) => it.startsWith('half\uFFFD')) && names.some((it) => it.startsWith('\\u0000@')));
});

onEachGraphHouse("an application reads the log with Graph's app role for it", async (house) => {
  const reading = async (roles: readonly GraphScope[]) => {
    const application = await house.application('siem', { roles });
    return (await application.send('GET', `/beta${EVENTS}?$top=1`)).status;
  };
  assert.equal(await reading(['DeviceManagementApps.Read.All']), 200);
  assert.equal(await reading(['Directory.Read.All']), 403);
});
