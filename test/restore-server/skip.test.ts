// Who is asked again, and who is not: an explicit "set up as new" is final for that person on that enrollment, and nothing else is.

import assert from 'node:assert/strict';
import { reasonsOf } from '../../src/server/eligibility/decision-body.ts';
import { capture, onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, choosePolicies, offered, restoring } from './restore-fixture.ts';

const HOUR = 60 * 60 * 1000;

for (const phase of ['oobe', 'firstSignIn'] as const) {
  onEachServer(
    `"set up as new" (${phase}) is honoured on this enrollment, and forgotten on the next`,
    async (service) => {
      const { fresh } = await annaWithTwoDevices(service);
      const { session } = await offered(fresh, phase);
      const skipped = await fresh.step(session, { kind: 'setUpAsNew' });
      assert.deepEqual([skipped.body.state, skipped.body.intuneStatus], ['setUpAsNew', 'Setup as New PC Selected']);
      service.advance(48 * HOUR);
      for (const again of ['oobe', 'firstSignIn'] as const) {
        const { body } = await fresh.ask(again);
        assert.equal(body.session, null);
        assert.deepEqual(reasonsOf(body.decision), ['skipped']);
      }
      assert.ok((await offered(fresh, 'inUse')).profiles.length > 0, 'on demand it stays possible');
      const anew = await fresh.ask('oobe', { enrollmentId: 'second-enrollment' });
      assert.equal(anew.body.session?.state, 'offered');
    },
  );
}

onEachServer(
  'who missed the page in setup is offered a restore at first sign-in: nobody answered, which is no refusal',
  async (service) => {
    const { fresh } = await annaWithTwoDevices(service);
    const missed = (await offered(fresh, 'oobe')).session;
    const second = await offered(fresh, 'firstSignIn');
    assert.notEqual(second.session.sessionId, missed.sessionId);
    assert.equal((await fresh.read(missed.sessionId)).body.session.state, 'expired');
  },
);

onEachServer(
  'a restore that broke off is gone on with after a restart, in whatever phase; it expires, and is offered again',
  async (service) => {
    const { fresh } = await annaWithTwoDevices(service);
    const { session, profiles } = await offered(fresh, 'oobe');
    const [profile] = profiles;
    assert.ok(profile);
    const { profileId, snapshotId } = profile;
    const chosen = (await fresh.step(session, { kind: 'choose', profileId, snapshotId })).body;
    service.advance(71 * HOUR);
    const resumed = (await fresh.ask('firstSignIn')).body;
    assert.deepEqual([resumed.session, resumed.profiles], [chosen, []]);
    service.advance(HOUR);
    assert.equal(
      (await fresh.read(session.sessionId)).body.session.state,
      'expired',
      'without anybody having noted it',
    );
    const late = await fresh.step(chosen, { kind: 'progress', done: 1, total: 2 });
    assert.equal(late.body.code, 'illegal-transition');
    const anew = await offered(fresh, 'firstSignIn');
    assert.notEqual(anew.session.sessionId, session.sessionId);
    service.advance(24 * HOUR);
    assert.equal((await fresh.step(anew.session, { kind: 'setUpAsNew' })).body.code, 'illegal-transition');
    assert.equal((await fresh.ask('firstSignIn')).body.session?.state, 'offered', 'what came too late is no skip');
  },
);

onEachServer(
  'a failed restore is offered again, a completed one is not, and one that was taken back is not',
  async (service) => {
    const { fresh } = await annaWithTwoDevices(service);
    const first = await offered(fresh, 'oobe');
    const [profile] = first.profiles;
    assert.ok(profile);
    const { profileId, snapshotId } = profile;
    const choose = { kind: 'choose', profileId, snapshotId } as const;
    const applying = (await fresh.step(first.session, choose)).body;
    const failed = (await fresh.step(applying, { kind: 'fail', code: 'no-network', outcomes: [] })).body;
    assert.deepEqual([failed.intuneStatus, failed.failureCode], ['Failed', 'no-network']);
    const second = await offered(fresh, 'firstSignIn');
    const done = await fresh.step((await fresh.step(second.session, choose)).body, { kind: 'complete', outcomes: [] });
    assert.deepEqual(reasonsOf((await fresh.ask('firstSignIn')).body.decision), ['already-restored']);
    await fresh.step(done.body, { kind: 'undo' });
    assert.deepEqual(reasonsOf((await fresh.ask('firstSignIn')).body.decision), ['already-restored']);
  },
);

onEachServer('two people on one device do not know of each other', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const bobsOld = await service.newDevice(tenantId, 'bob@contoso.example', 'BOBS-PC');
  await bobsOld.backUp(capture());
  const bob = restoring(await service.newDevice(tenantId, 'bob@contoso.example', 'NEW-PC'));
  assert.equal(bob.enrolled.deviceId, fresh.enrolled.deviceId);
  const annas = await offered(fresh, 'firstSignIn');
  await fresh.step(annas.session, { kind: 'setUpAsNew' });
  const bobs = await offered(bob, 'firstSignIn');
  assert.deepEqual(
    bobs.profiles.map(({ deviceName }) => deviceName),
    ['BOBS-PC'],
  );
  assert.equal((await bob.read(annas.session.sessionId)).status, 404);
  assert.equal((await bob.step({ ...annas.session, version: 1 }, { kind: 'undo' })).status, 404);
  const [profile] = annas.profiles;
  assert.ok(profile);
  const stolen = await bob.step(bobs.session, {
    kind: 'choose',
    profileId: profile.profileId,
    snapshotId: profile.snapshotId,
  });
  assert.equal(stolen.status, 404, "another person's backup");
  assert.equal((await bob.read(bobs.session.sessionId)).body.session.state, 'offered');
});

onEachServer('switched off, the page offers nothing new; what was offered goes on', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const { session } = await offered(fresh, 'oobe');
  await choosePolicies(service, tenantId, undefined, 'disabled');
  const again = (await fresh.ask('oobe')).body;
  assert.equal(again.decision.verdict, 'ineligible');
  assert.equal(again.session?.sessionId, session.sessionId);
  service.advance(24 * HOUR);
  assert.equal((await fresh.ask('oobe')).body.session, null);
});

onEachServer(
  'a device enrolled anew gets what it backed up before; the restore of the time before is over',
  async (service) => {
    const { old } = await annaWithTwoDevices(service);
    const before = await offered(old, 'inUse');
    const anew = await old.ask('inUse', { enrollmentId: 'after-the-reset' });
    assert.equal(anew.body.session?.enrollmentId, 'after-the-reset');
    assert.equal((await old.read(before.session.sessionId)).body.session.state, 'expired');
  },
);
