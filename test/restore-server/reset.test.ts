// A device that was reset: to its person it is another one, though it bears the same name.

import assert from 'node:assert/strict';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { OfferAnswer, OfferRequest } from '../../src/protocol/operations/restore.ts';
import { reasonsOf } from '../../src/server/eligibility/decision-body.ts';
import { type Holder, join, makeHolder, send } from '../identity/identity-fixture.ts';
import { capture, onEachServer, type TestService } from '../server/service-fixture.ts';
import { choosePolicies, SAID } from './restore-fixture.ts';

onEachServer(
  'after a reset a device is offered what it backed up before, and who had skipped is asked again',
  async (service) => {
    const tenantId = await service.newTenant();
    await choosePolicies(service, tenantId);
    const before = await joined(service, tenantId);
    const { manifest, ...rest } = capture();
    const body = { manifest, expectedHead: null, documents: documentTexts({ manifest, ...rest }) };
    assert.equal((await send(service, { ...before, method: 'POST', path: '/v1/snapshots', body })).status, 200);
    const asked = (await ask(service, before)).body;
    assert.deepEqual(reasonsOf(asked.decision), ['only-own-backup']);

    service.advance(60_000);
    const after = await joined(service, tenantId);
    assert.equal(after.deviceId, before.deviceId);
    const offer = (await ask(service, after)).body;
    assert.deepEqual(
      offer.profiles.map(({ deviceName }) => deviceName),
      ['PC-1'],
    );
    const { sessionId, version } = offer.session ?? assert.fail('nothing was offered');
    const path = `/v1/restore/sessions/${sessionId}/transitions`;
    const step = { transitionId: sessionId, version, transition: { kind: 'setUpAsNew' } };
    assert.equal((await send(service, { ...after, method: 'POST', path, body: step })).status, 200);
    assert.deepEqual(reasonsOf((await ask(service, after)).body.decision), ['skipped']);

    service.advance(60_000);
    const again = await joined(service, tenantId);
    assert.equal((await ask(service, again)).body.session?.state, 'offered');
  },
);

type Seat = { readonly token: string; readonly holder: Holder; readonly deviceId: string };

/** With a new key, as after a reset. */
async function joined(service: TestService, tenantId: string): Promise<Seat> {
  const { token, deviceId } = (await service.newDevice(tenantId)).enrolled;
  const holder = await makeHolder();
  assert.equal((await join(service, token, holder)).status, 200);
  return { token, holder, deviceId };
}

/** It does not say which enrollment it is. */
function ask(service: TestService, seat: Seat) {
  const { enrollmentId: _, ...said } = SAID;
  const body: OfferRequest = { ...said, phase: 'firstSignIn' };
  return send<OfferAnswer>(service, { ...seat, method: 'POST', path: '/v1/restore/offers', body });
}
