// Is everyone safe, as the service counts it: every number is the length of the list behind it, for whoever may see either.

import assert from 'node:assert/strict';
import type { BackupsPage } from '../../src/protocol/operations/backups.ts';
import type { FleetPage, FleetQuery, Overview, PeoplePage, PeopleQuery } from '../../src/protocol/operations/fleet.ts';
import type { SessionPage } from '../../src/protocol/operations/restore.ts';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { type House, onEachHouse, type SignedIn } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { choosePolicies, offered, restoring, SAID } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

const DAY = 24 * 60 * 60_000;

onEachHouse('every number of the overview is the length of the list behind it', async (house) => {
  const helen = await withPeople(house);
  const { body: overview } = await helen.send<Overview>('GET', '/v1/overview');
  assert.deepEqual(overview.people, { fresh: 1, ageing: 1, none: 1, withoutDevice: 1 });
  assert.deepEqual(overview.devices, { fresh: 1, ageing: 1, none: 2 });
  assert.deepEqual(overview.attention, { failedRestores: 1, peopleRefused: 1, devicesInConflict: 1 });
  assert.deepEqual([overview.restores.live, overview.restores.successRate], [1, 0.5]);
  assert.equal(overview.restores.medianSecondsToProductivity, 600);
  assert.equal(overview.restores.days.length, 30);
  assert.deepEqual(overview.restores.days.at(-1), {
    day: new Date(house.service.context.clock()).toISOString().slice(0, 10),
    completed: 1,
    failed: 1,
    setUpAsNew: 0,
    abandoned: 0,
    live: 1,
  });

  for (const [show, count] of [...Object.entries(overview.people), ['refused', overview.attention.peopleRefused]]) {
    assert.equal((await people(helen, { show: show as 'fresh' })).length, count, `people: ${show}`);
  }
  for (const [show, count] of [
    ...Object.entries(overview.devices),
    ['conflict', overview.attention.devicesInConflict],
  ]) {
    assert.equal((await devices(helen, { show: show as 'fresh' })).length, count, `devices: ${show}`);
  }
  const states = { failed: 1, completed: 1, offered: 1, expired: 0 };
  for (const [state, count] of Object.entries(states)) {
    const { body } = await helen.send<SessionPage>('GET', `/v1/restore/sessions?state=${state}`);
    assert.equal(body.sessions.length, count, state);
    for (const it of body.sessions) assert.match(it.userPrincipalName, /^(anna|bea)@/);
  }
  // The day after, nobody came back for it.
  house.service.advance(DAY + 1);
  assert.equal((await helen.send<SessionPage>('GET', '/v1/restore/sessions?state=expired')).body.sessions.length, 1);
});

onEachHouse('lists page through everybody once in each order, and find by name and by person', async (house) => {
  const helen = await withPeople(house);
  for (const sort of ['name', 'lastBackup', 'newest'] as const) {
    const everybody = await people(helen, { sort });
    assert.deepEqual(await people(helen, { sort, limit: 1 }), everybody, sort);
    assert.equal(new Set(everybody).size, 4, sort);
    assert.deepEqual(await devices(helen, { sort, limit: 1 }), await devices(helen, { sort }), sort);
  }
  assert.deepEqual((await people(helen, { sort: 'lastBackup' })).slice(2), [
    'bea@contoso.example',
    'anna@contoso.example',
  ]);
  assert.deepEqual(await people(helen, { search: 'BEA' }), ['bea@contoso.example']);
  assert.deepEqual(await people(helen, { search: '%' }), []);
  assert.deepEqual((await devices(helen, { search: 'ANNA@' })).toSorted(), ['PC-anna', 'PC-anna-new']);
  const { userId } = (await house.device('anna')).enrolled;
  assert.deepEqual(await devices(helen, { userId }), ['PC-anna', 'PC-anna-new']);
  assert.deepEqual((await devices(helen, { search: 'pc-ANNA' })).toSorted(), ['PC-anna', 'PC-anna-new']);
});

onEachHouse('whoever holds no role sees neither numbers nor lists', async (house) => {
  const otto = await house.person('otto');
  for (const path of ['/v1/overview', '/v1/people', '/v1/fleet', '/v1/restore/events?seconds=1']) {
    assert.equal((await otto.send('GET', path)).status, 403, path);
  }
});

onEachHouse('a role over a group lists its members and what is theirs, and tells of nobody else', async (house) => {
  const helen = await withPeople(house);
  const { context } = house.service;
  const to = { user: 'ben@contoso.example' };
  const role = { role: 'Microsoft 365 Backup Administrator', to, overGroup: NORTH };
  expectOk(await giveRole(context, house.tenantId, role));
  const ben = await house.person('ben');
  const backups = (by: SignedIn, query: object = {}) => everyPage(by, '/v1/backups', query);
  for (const list of [people, devices, backups]) assert.deepEqual(await list(ben, {}), [], 'nobody is in it');

  const bea = await house.device('bea');
  await house.intoGroup(NORTH, bea.enrolled.userId);
  // Somebody else signs in to Bea's device, too.
  const shared = await house.service.newDevice(house.tenantId, 'anna@contoso.example', 'PC-shared');
  const other = await house.service.newDevice(house.tenantId, 'bea@contoso.example', 'PC-bea-gone');
  await house.service.sql(
    `UPDATE credential SET device_id = '${shared.enrolled.deviceId}' WHERE device_id = '${other.enrolled.deviceId}'`,
  );
  assert.deepEqual(await people(ben, {}), ['bea@contoso.example']);
  assert.deepEqual(await devices(ben, {}), ['PC-bea', 'PC-shared']);
  assert.deepEqual(await backups(ben), ['PC-bea']);
  const { body } = await ben.send<FleetPage>('GET', '/v1/fleet?search=PC-shared');
  assert.deepEqual(body.devices[0]?.people, ['bea@contoso.example']);
  assert.deepEqual(await devices(ben, { search: 'anna@' }), []);
  const anna = (await house.device('anna')).enrolled;
  assert.deepEqual(await devices(ben, { userId: anna.userId }), []);
  for (const [path, after] of [
    ['/v1/people', anna.userId],
    ['/v1/fleet', anna.deviceId],
  ] as const) {
    const beyond = await ben.send<PeoplePage & FleetPage>('GET', `${path}?after=${after}`);
    assert.deepEqual(beyond.body.people ?? beyond.body.devices, [], path);
  }
  assert.ok((await devices(helen, { search: 'anna@' })).length > 1, 'over the whole organization nothing is left out');
  assert.equal((await ben.send('GET', '/v1/overview')).status, 403);
});

onEachHouse('whoever listens is told every restore under way, and its end', async (house) => {
  const helen = await withPeople(house);
  const answer = await fetch(`${house.service.url}/v1/restore/events?seconds=20`, {
    headers: { authorization: `Bearer ${helen.token}`, 'keepsake-tenant': house.tenantId },
  });
  assert.equal(answer.headers.get('content-type'), 'text/event-stream');
  const texts = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hear = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(heard)) heard += (await texts?.read())?.value ?? assert.fail(`ended without ${pattern}`);
  };
  await hear(/event: restore\ndata: \{.*"state":"offered"[^]*event: ready/);
  const { body } = await helen.send<SessionPage>('GET', '/v1/restore/sessions?state=offered');
  const [live] = body.sessions;
  assert.ok(live !== undefined);
  await newPc?.step(live, { kind: 'cancel' });
  await hear(/"state":"cancelled"/);
  await texts?.cancel();
});

const NORTH = '01900000-0000-7000-8000-0000000000ee';

/** Anna's, with a restore that goes on. */
let newPc: ReturnType<typeof restoring> | undefined;

/** Anna is safe and restored; Bea's backup ages; Carl's device may not back up; Helen has no device and looks. */
async function withPeople(house: House): Promise<SignedIn> {
  const { service, tenantId } = house;
  await choosePolicies(service, tenantId);
  const role = { role: 'Helpdesk Administrator', to: { user: 'helen@contoso.example' }, overGroup: undefined };
  expectOk(await giveRole(service.context, tenantId, role));
  await (await house.device('bea')).backUp(capture());
  service.advance(11 * DAY);
  const anna = await house.device('anna');
  await anna.backUp(capture());
  const carl = restoring(await house.device('carl'));
  const differing = ['gpo', 'mdm'].map((by) => ({
    policy: 'EnableWindowsBackup',
    by,
    state: by === 'gpo' ? 'disabled' : 'enabled',
  }));
  await carl.checkIn({ facts: { ...SAID.facts, windowsBuild: 10240 }, localPolicies: differing as never });
  newPc = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'PC-anna-new'));
  for (const end of ['fail', 'complete', undefined] as const) {
    const signedInAt = new Date(service.context.clock()).toISOString();
    const { session, profiles } = await offered(newPc, 'inUse', { signedInAt });
    const [profile] = profiles;
    if (end === undefined || profile === undefined) continue;
    const { profileId, snapshotId } = profile;
    const { body: chosen } = await newPc.step(session, { kind: 'choose', profileId, snapshotId });
    service.advance(10 * 60_000);
    await newPc.step(
      chosen,
      end === 'fail' ? { kind: end, code: 'disk-full', outcomes: [] } : { kind: end, outcomes: [] },
    );
  }
  return house.person('helen');
}

function people(by: SignedIn, query: PeopleQuery): Promise<readonly string[]> {
  return everyPage(by, '/v1/people', query);
}

function devices(by: SignedIn, query: FleetQuery): Promise<readonly string[]> {
  return everyPage(by, '/v1/fleet', query);
}

async function everyPage(by: SignedIn, path: string, query: object): Promise<readonly string[]> {
  const names: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const asked = new URLSearchParams(Object.entries({ ...query, ...(after === undefined ? {} : { after }) }));
    const { status, body } = await by.send<Partial<PeoplePage & FleetPage & BackupsPage>>(
      'GET',
      `${path}?${asked.toString()}`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    names.push(...(body.people ?? []).map((it) => it.userPrincipalName));
    names.push(...(body.devices ?? []).map((it) => it.displayName));
    names.push(...(body.backups ?? []).map((it) => it.deviceName));
    after = body.next ?? null;
  }
  return names;
}
