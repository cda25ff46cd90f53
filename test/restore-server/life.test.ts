// The whole life of a restore over HTTP, in each phase.

import assert from 'node:assert/strict';
import { listRestores } from '../../src/server/restore/operate-restores.ts';
import { expectOk } from '../database.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, eventNames } from './restore-fixture.ts';

for (const phase of ['oobe', 'firstSignIn', 'inUse'] as const) {
  onEachServer(`a restore from the offer to its end: ${phase}`, async (service) => {
    const { tenantId, fresh } = await annaWithTwoDevices(service);
    const before = (await eventNames(service)).length;
    const signedInAt = new Date(service.context.clock()).toISOString();
    const { body: offer } = await fresh.ask(phase, { signedInAt });
    assert.equal(
      offer.decision.verdict,
      'eligible',
      JSON.stringify(offer.decision.findings.filter(({ holds }) => holds !== 'yes')),
    );
    const [profile] = offer.profiles;
    assert.ok(offer.session !== null && profile !== undefined);
    assert.equal(profile.deviceName, 'OLD-PC');
    assert.deepEqual(profile.categories, ['accessibility', 'personalization']);
    assert.equal(profile.settingCount, 3);

    const { profileId, snapshotId } = profile;
    const { body: chosen } = await fresh.step(offer.session, { kind: 'choose', profileId, snapshotId });
    assert.deepEqual([chosen.state, chosen.snapshotId, chosen.intuneStatus], ['applying', snapshotId, 'In progress']);
    service.advance(60_000);
    const { body: moved } = await fresh.step(chosen, { kind: 'progress', done: 1, total: 3 });
    assert.deepEqual(moved.progress, { done: 1, total: 3 });
    service.advance(60_000);
    const outcomes = [
      { kind: 'setting', id: 'made.up.theme', category: 'personalization', state: 'restored' },
      { kind: 'app', id: 'Contoso.Notes_8wekyb3d8bbwe', category: 'apps', state: 'failed', code: 'not-in-store' },
    ] as const;
    const { body: done } = await fresh.step(moved, { kind: 'complete', outcomes: [...outcomes] });
    assert.deepEqual([done.state, done.intuneStatus, done.secondsToProductivity], ['completed', 'Succeeded', 120]);
    assert.deepEqual(done.outcomeCounts, { restored: 1, failed: 1 });
    assert.deepEqual((await fresh.read(done.sessionId)).body, { session: done, outcomes });
    const listed = expectOk(await listRestores(service.context, tenantId, { user: 'Anna@contoso.example', limit: 9 }));
    assert.deepEqual(listed, [{ ...done, userPrincipalName: 'anna@contoso.example' }]);
    const undone = await fresh.step(done, { kind: 'undo' });
    assert.equal(undone.body.state, 'undone');
    assert.deepEqual((await eventNames(service)).slice(before), [
      'device.reported',
      'restore.decided',
      'restore.offered',
      'restore.chosen',
      'restore.progressed',
      'restore.completed',
      'restore.undone',
    ]);
  });
}
