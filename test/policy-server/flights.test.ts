// Preview features: what is chosen counts only while a person's acceptance of the terms in force is on record.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { choicesInForce, FLIGHTS, isChosen } from '../../src/domain/eligibility/flights.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { ok } from '../../src/lib/result.ts';
import type { Flight } from '../../src/protocol/operations/flights.ts';
import type { TenantChoices } from '../../src/protocol/operations/policy.ts';
import { storeAcceptance } from '../../src/server/policy/flight-store.ts';
import { loadTenantChoices } from '../../src/server/policy/load-policy.ts';
import { inTenant } from '../../src/server/transact.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';

const CHOICES = '/v1/eligibility/choices';

test('each preview feature opens something that exists, and nothing else', () => {
  const liftable = RULES.filter(({ limit }) => limit === 'service').map(({ id }) => id);
  const accepted = fc.subarray([...FLIGHTS]).map((some) => new Map(some.map(({ id, terms }) => [id, terms.version])));
  const chosen = fc.record({ isBackupOnByDefault: fc.boolean(), liftedLimits: fc.subarray(liftable) });
  fc.assert(
    fc.property(chosen, accepted, (some, terms) => {
      const inForce = choicesInForce({ ...DEFAULT_CHOICES, ...some }, terms);
      for (const flight of FLIGHTS) {
        assert.equal(isChosen(flight, inForce), isChosen(flight, some) && terms.has(flight.id), flight.id);
      }
      const gated = FLIGHTS.flatMap(({ opens }) => (opens.kind === 'limit' ? [opens.ruleId] : []));
      assert.deepEqual(
        inForce.liftedLimits.filter((id) => !gated.includes(id)),
        some.liftedLimits.filter((id) => !gated.includes(id)),
      );
    }),
  );
  for (const { opens } of FLIGHTS) assert.ok(opens.kind === 'choice' || liftable.includes(opens.ruleId));
});

onEachHouse(
  'a preview feature counts while its terms, as they stand, are accepted by somebody by name',
  async (house) => {
    const administrator = await house.person('olga', { wids: [ROLE_IDS.globalAdministrator] });
    const [flight] = FLIGHTS;
    assert.ok(flight !== undefined);
    const path = `/v1/flights/${flight.id}/acceptance`;
    const isInForce = async () => (await stored(house)).isBackupOnByDefault;
    const chosen = (await administrator.send<TenantChoices>('PATCH', CHOICES, { isBackupOnByDefault: true })).body;
    assert.deepEqual([chosen.isBackupOnByDefault, chosen.waitingFlights.map((it) => it.flightId)], [true, [flight.id]]);
    assert.equal(await isInForce(), false);

    const wrong = await administrator.send('PUT', path, { termsVersion: 'of yesterday' });
    assert.deepEqual([wrong.status, wrong.body.code, await isInForce()], [412, 'stale-version', false]);
    const accepted = (await administrator.send<Flight>('PUT', path, { termsVersion: flight.terms.version })).body;
    assert.deepEqual([accepted.isOpen, accepted.accepted?.by], [true, 'olga@contoso.example']);
    assert.equal(await isInForce(), true);
    assert.deepEqual((await administrator.send<TenantChoices>('GET', CHOICES)).body.waitingFlights, []);

    await termsOfBefore(house, flight.id);
    assert.equal(await isInForce(), false, 'changed terms are not accepted');
    const { flights } = (await administrator.send<{ flights: Flight[] }>('GET', '/v1/flights')).body;
    assert.deepEqual(
      [flights[0]?.isOpen, flights[0]?.accepted?.version, flights[0]?.isChosen],
      [false, 'before', true],
    );
    await administrator.send('PUT', path, { termsVersion: flight.terms.version });
    assert.equal(await isInForce(), true);
    assert.equal((await administrator.send<Flight>('DELETE', path)).body.accepted, null);
    await administrator.send('DELETE', path);
    assert.equal(await isInForce(), false);

    assert.equal((await house.events('flight.accepted')).length, 2);
    assert.equal((await house.events('flight.withdrawn')).length, 1, 'what is not accepted is not taken back');
    assert.equal(
      (await administrator.send('PUT', '/v1/flights/nothing/acceptance', { termsVersion: 'x' })).status,
      404,
    );
  },
);

onEachHouse('an application accepts no terms, and an auditor none either', async (house) => {
  const [flight] = FLIGHTS;
  const path = `/v1/flights/${flight?.id}/acceptance`;
  const body = { termsVersion: flight?.terms.version };
  const application = await house.application('01900000-0000-7000-8000-0000000000a1', {
    wids: [ROLE_IDS.globalAdministrator],
  });
  const reader = await house.person('rita', { wids: [ROLE_IDS.auditor] });
  for (const actor of [application, reader]) {
    const { status, body: problem } = await actor.send('PUT', path, body);
    assert.deepEqual([status, problem.code], [403, 'not-permitted']);
  }
});

/** As if the text had been another when it was accepted. */
function termsOfBefore({ service, tenantId }: House, flightId: string) {
  return inTenant(service.context, tenantId, async (tx) => {
    await asFixture(tx);
    return ok(
      await storeAcceptance(tx, { flightId, termsVersion: 'before', acceptedBy: 'olga', acceptedAt: new Date(0) }),
    );
  });
}

function stored({ service, tenantId }: House) {
  return inTenant(service.context, tenantId, async (tx) => ok(await loadTenantChoices(tx))).then(expectOk);
}
