// Rings over HTTP: a ring begins by the policies of its group, a stop holds from its answer on, and everything is in the log.

import assert from 'node:assert/strict';
import type { Rollout, RolloutRing } from '../../src/protocol/operations/rollout.ts';
import { type House, onEachHouse, ROLE_IDS, type SignedIn } from '../access/signed-in.ts';
import { offered, type RestoringDevice, restoring } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

const PILOT = '11111111-aaaa-4aaa-8aaa-000000000001';
const WAVE = '11111111-aaaa-4aaa-8aaa-000000000002';

onEachHouse('a pilot begins, is stopped at once, taken up again and gone on from', async (house) => {
  const { ada, anna, bea, ring } = await housed(house);
  const pilot = await ring('Pilot', PILOT, { daysMin: 0, restoresMin: 1 });
  const wave = await ring('Everybody else', WAVE, {});
  const rollout = (await ada.send<Rollout>('GET', '/v1/rollout')).body;
  assert.deepEqual(rollout.proposal.kind, 'goOn', JSON.stringify(rollout.proposal));
  assert.equal((await anna.ask('inUse')).body.session, null, 'nothing is on yet');

  const begun = await ada.send<Rollout>('POST', '/v1/rollout/advance', { from: null });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  assert.deepEqual(statesOf(begun.body), ['running', 'planned']);
  await anna.old.backUp(capture());
  await bea.old.backUp(capture());
  const { session, profiles } = await offered(anna, 'oobe', {
    signedInAt: new Date(house.service.context.clock()).toISOString(),
  });
  assert.equal((await bea.ask('oobe')).body.session, null, 'Bea is in the ring that has not begun');

  const early = await ada.send('POST', '/v1/rollout/advance', { from: pilot.ringId });
  assert.equal(early.body.code, 'not-now');
  const stale = await ada.send('POST', '/v1/rollout/advance', { from: null });
  assert.equal(stale.body.code, 'stale-version');

  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const { body: chosen } = await anna.step(session, { kind: 'choose', profileId, snapshotId });
  await anna.step(chosen, { kind: 'complete', outcomes: [] });
  const stopped = await ada.send<RolloutRing>('POST', `/v1/rollout/rings/${pilot.ringId}/stop`, {
    reason: 'Start menus are empty.',
  });
  assert.equal(stopped.body.state, 'stopped');
  assert.equal(stopped.body.stop?.by, 'ada@contoso.example');
  const refused = await anna.ask('inUse');
  assert.equal(refused.body.session, null);
  const [reason] = refused.body.decision.findings.filter(({ code }) => code === 'ring-stopped');
  assert.match(reason?.administrator ?? '', /Pilot.*Start menus are empty/);
  const blocked = await ada.send('POST', '/v1/rollout/advance', { from: pilot.ringId, despite: 'We are sure.' });
  assert.equal(blocked.body.code, 'not-now');

  await ada.send('POST', `/v1/rollout/rings/${pilot.ringId}/resume`);
  assert.equal((await offered(anna, 'inUse')).session.state, 'offered');
  const onward = await ada.send<Rollout>('POST', '/v1/rollout/advance', { from: pilot.ringId });
  assert.deepEqual(statesOf(onward.body), ['finished', 'running'], JSON.stringify(onward.body));
  assert.equal(onward.body.rings[0]?.measured.restoresCompleted, 1);
  assert.equal((await offered(bea, 'oobe')).session.state, 'offered');

  await ada.send('POST', `/v1/rollout/rings/${wave.ringId}/stop`, { reason: 'Of this ring alone.' });
  assert.equal((await bea.ask('inUse')).body.decision.verdict, 'ineligible');
  assert.equal((await anna.ask('inUse')).body.decision.verdict, 'eligible', 'another ring goes on');
  assert.equal((await house.events('rollout.advanced')).length, 2);
  assert.equal((await house.events('ring.stopped')).length, 2);
  assert.equal((await house.events('ring.resumed')).length, 1);
});

onEachHouse(
  'once a stop is answered nobody is offered anything any more, however many ask meanwhile',
  async (house) => {
    const { ada, anna, ring } = await housed(house);
    const { ringId } = await ring('Pilot', PILOT, {});
    await ada.send('POST', '/v1/rollout/advance', { from: null });
    await anna.old.backUp(capture());
    const others = await Promise.all(
      Array.from({ length: 8 }, async (_, index) =>
        restoring(await house.service.newDevice(house.tenantId, 'anna@contoso.example', `PC-new-${index}`)),
      ),
    );
    const asked = others.map((device) => device.ask('inUse'));
    const stopped = await ada.send<RolloutRing>('POST', `/v1/rollout/rings/${ringId}/stop`, {
      reason: 'Enough for today.',
    });
    const answers = await Promise.all(asked);
    const late = await Promise.all(
      Array.from({ length: 3 }, async (_, index) =>
        restoring(await house.service.newDevice(house.tenantId, 'anna@contoso.example', `PC-late-${index}`)).ask(
          'inUse',
        ),
      ),
    );
    assert.ok(late.every(({ body }) => body.session === null));
    for (const { body } of answers) {
      if (body.session === null) assert.ok(body.decision.findings.some(({ code }) => code === 'ring-stopped'));
    }
    const rows = await house.service.sql(
      `SELECT convert_from(body, 'UTF8')::jsonb ->> 'activity' AS activity FROM audit_entry ORDER BY leaf_index`,
    );
    const log = rows.map(({ activity }) => activity);
    assert.ok(log.lastIndexOf('restore.offered') < log.indexOf('ring.stopped'), log.join(' '));
    assert.equal(stopped.body.state, 'stopped');
  },
);

onEachHouse('whoever may only read reads, and what makes no sense is refused', async (house) => {
  const { ada, ring } = await housed(house);
  const helen = await house.person('helen', { wids: [ROLE_IDS.helpdesk] });
  const { ringId } = await ring('Pilot', PILOT, {});
  assert.equal((await helen.send('GET', '/v1/rollout')).status, 200);
  assert.equal((await helen.send('GET', '/v1/rollout/checklist')).status, 200);
  const body = { reason: 'Only to see.' };
  assert.equal((await helen.send('POST', `/v1/rollout/rings/${ringId}/stop`, body)).body.code, 'not-permitted');
  assert.equal((await ada.send('POST', `/v1/rollout/rings/${ringId}/stop`, body)).body.code, 'not-now');
  const again = { displayName: 'Again', group: PILOT };
  assert.equal((await ada.send('POST', '/v1/rollout/rings', again)).body.code, 'already-exists');
  const unknown = { displayName: 'Nobody', group: 'A group that is not there' };
  assert.equal((await ada.send('POST', '/v1/rollout/rings', unknown)).body.code, 'not-found');
  const exception = { subject: 'Kiosks', owner: 'Bea', fallback: 'They are imaged.', endsOn: '2026-02-30' };
  assert.equal((await ada.send('POST', '/v1/rollout/exceptions', exception)).body.code, 'bad-request');
  const past = { ...exception, endsOn: '2025-12-31' };
  assert.equal((await ada.send('POST', '/v1/rollout/exceptions', past)).body.code, 'bad-request');
  await ada.send('POST', '/v1/rollout/advance', { from: null });
  assert.equal((await ada.send('DELETE', `/v1/rollout/rings/${ringId}`)).body.code, 'in-use');
});

function statesOf({ rings }: Rollout): readonly string[] {
  return rings.map(({ state }) => state);
}

type Person = RestoringDevice & { readonly old: RestoringDevice };

/** Ada administers; Anna is in the pilot and Bea in the wave after it, each with an old device and a new one. */
async function housed(house: House) {
  const ada = await house.person('ada', { wids: [ROLE_IDS.globalAdministrator] });
  const twoDevices = async (name: string, group: string): Promise<Person> => {
    const user = `${name}@contoso.example`;
    const old = restoring(await house.service.newDevice(house.tenantId, user, `OLD-${name}`));
    await house.intoGroup(group, old.enrolled.userId);
    return { ...restoring(await house.service.newDevice(house.tenantId, user, `NEW-${name}`)), old };
  };
  const anna = await twoDevices('anna', PILOT);
  const bea = await twoDevices('bea', WAVE);
  return { ada, anna, bea, ring: (name: string, group: string, exit: object) => addRing(ada, name, group, exit) };
}

async function addRing(ada: SignedIn, displayName: string, group: string, exit: object): Promise<RolloutRing> {
  const { status, body } = await ada.send<RolloutRing>('POST', '/v1/rollout/rings', { displayName, group, exit });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}
