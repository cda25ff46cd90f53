// The service's own report says of everybody at once what it says of each one by one; and a forecast says what then happens.

import assert from 'node:assert/strict';
import { OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import { standingOf } from '../../src/domain/readiness/standing.ts';
import { factsOn, setUpAnew } from '../../src/domain/readiness/subject.ts';
import { ok } from '../../src/lib/result.ts';
import type { ReadinessAnswer, ReadinessDevices, ReadinessForecast } from '../../src/protocol/operations/readiness.ts';
import { giveRole } from '../../src/server/access/operate-roles.ts';
import { loadFacts } from '../../src/server/eligibility/load-facts.ts';
import { inTenant } from '../../src/server/transact.ts';
import { type House, onEachHouse, type SignedIn } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from '../devices/made-records.ts';
import { keepRecords } from '../devices/records.ts';
import { choosePolicies, restoring, SAID } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

onEachHouse('everybody at once is told what each is told alone', async (house) => {
  const { service, tenantId } = house;
  const { helen, subjects } = await fleet(house);
  for (const occasion of OCCASIONS) {
    const { body } = await helen.send<ReadinessDevices>('GET', `/v1/readiness/devices?occasion=${occasion}`);
    for (const { userId, deviceId } of subjects) {
      const alone = await inTenant(service.context, tenantId, async (tx) => {
        const question = { userId, deviceId, occasion, account: 'organizational' as const, isSignedIn: false };
        const { facts, choices } = expectOk(await loadFacts(service.context, tx, question));
        const { conditionalAccess, ...others } = facts;
        const access = conditionalAccess && { oobe: conditionalAccess, firstSignIn: conditionalAccess };
        const asked = factsOn(
          setUpAnew({ ...others, ...(access && { conditionalAccess: access }) }, choices.buildTable),
          occasion,
        );
        return ok(standingOf(decide(asked, choices), asked));
      }).then(expectOk);
      const told = body.devices.find(({ id }) => id === deviceId);
      assert.equal(told?.verdict, alone.verdict, `${occasion} on ${told?.name}`);
      assert.deepEqual(
        told?.reasons.map(({ code }) => code),
        alone.refusals.map(({ code }) => code),
      );
      assert.deepEqual(told?.missing, alone.missing);
    }
  }
});

onEachHouse('every number of the report is the length of the list behind it, imported devices too', async (house) => {
  const { helen } = await fleet(house);
  const { body } = await helen.send<ReadinessAnswer>('GET', '/v1/readiness');
  assert.deepEqual([body.report.devices, body.report.people], [4, 4]);
  for (const { occasion, devices, reasons, fixes, missing } of body.report.occasions) {
    const listed = async (query: string): Promise<number> =>
      (await helen.send<ReadinessDevices>('GET', `/v1/readiness/devices?occasion=${occasion}&limit=1&${query}`)).body
        .total;
    for (const [verdict, count] of Object.entries(devices)) assert.equal(await listed(`verdict=${verdict}`), count);
    for (const { code, devices: count } of reasons) assert.equal(await listed(`code=${code}`), count, code);
    for (const { fix, concerns } of fixes) {
      assert.equal(await listed(`fix=${encodeURIComponent(fix)}`), concerns.devices, fix);
    }
    for (const { fact, devices: count } of missing) {
      assert.equal(await listed(`fact=${encodeURIComponent(fact)}`), count, fact);
    }
  }
});

onEachHouse('a forecast says what the change then does, and changes nothing itself', async (house) => {
  const { helen } = await fleet(house);
  const before = (await helen.send<ReadinessAnswer>('GET', '/v1/readiness')).body.report;
  const change = { kind: 'restorePage', state: 'disabled' };
  const { body, status } = await helen.send<ReadinessForecast>('POST', '/v1/readiness/forecasts', { change });
  assert.equal(status, 200);
  assert.deepEqual(body.before, before);
  assert.deepEqual((await helen.send<ReadinessAnswer>('GET', '/v1/readiness')).body.report, before);
  const oobe = body.differences.find(({ occasion }) => occasion === 'oobe');
  const [lost] = oobe?.devices ?? [];
  assert.deepEqual([lost?.from, lost?.to, lost?.count], ['eligible', 'ineligible', 1]);
  assert.deepEqual(
    lost?.sample.map(({ name }) => name),
    ['PC-anna'],
  );
  assert.deepEqual(
    oobe?.people[0]?.sample.map(({ name }) => name),
    ['anna@contoso.example'],
  );
  assert.deepEqual(body.differences.find(({ occasion }) => occasion === 'inUse')?.devices, []);

  await choosePolicies(house.service, house.tenantId, undefined, 'disabled');
  assert.deepEqual((await helen.send<ReadinessAnswer>('GET', '/v1/readiness')).body.report, body.after);
});

onEachHouse('what there is not can not be changed, and whoever holds no role is told nothing', async (house) => {
  const { helen } = await fleet(house);
  const missing = { change: { kind: 'remove', objectId: idOf('f', 1) } };
  assert.equal((await helen.send('POST', '/v1/readiness/forecasts', missing)).status, 404);
  const strange = { change: { kind: 'assign', objectId: idOf('f', 1), assignments: [{ target: { groupId: 7 } }] } };
  assert.equal((await helen.send('POST', '/v1/readiness/forecasts', strange)).status, 400);
  const otto = await house.person('otto');
  assert.equal((await otto.send('GET', '/v1/readiness')).status, 403);
});

type Subject = { readonly userId: string; readonly deviceId: string };

/** Anna's is ready and backed up, Bea's too old, Carl's never said anything; a fourth is known from an import alone. */
async function fleet(house: House): Promise<{ readonly helen: SignedIn; readonly subjects: readonly Subject[] }> {
  const { service, tenantId } = house;
  await choosePolicies(service, tenantId);
  const role = { role: 'Helpdesk Administrator', to: { user: 'helen@contoso.example' }, overGroup: undefined };
  expectOk(await giveRole(service.context, tenantId, role));
  const anna = restoring(await house.device('anna'));
  await anna.checkIn();
  await anna.backUp(capture());
  const bea = restoring(await house.device('bea'));
  await bea.checkIn({ facts: { ...SAID.facts, windowsBuild: 19045, updateRevision: 1 } });
  const carl = await house.device('carl');
  // Autopilot knows Carl's by its serial number alone.
  const listed = { id: idOf('6', 1), serialNumber: 'SN-1', enrollmentState: 'enrolled' };
  await keepRecords(service, tenantId, 'autopilotDeviceIdentity', [listed]);
  await keepRecords(service, tenantId, 'managedDevice', [
    madeManagedDevice(1, { deviceName: 'PC-carl', userPrincipalName: 'carl@contoso.example' }),
    madeManagedDevice(2, { operatingSystem: 'iOS', osVersion: '19.1' }),
    madeManagedDevice(3),
  ]);
  await keepRecords(service, tenantId, 'device', [madeDirectoryDevice(3)]);
  return { helen: await house.person('helen'), subjects: [anna, bea, carl].map(({ enrolled }) => enrolled) };
}
