// An organization's own settings over HTTP: whom it trusts, how long snapshots are kept, and what another choice would mean.

import assert from 'node:assert/strict';
import { DEFAULT_RETENTION } from '../../src/domain/snapshot/retention.ts';
import type { Retention, RetentionPreview, TrustedIssuerList } from '../../src/protocol/operations/tenant-settings.ts';
import { type House, onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { capture } from '../server/service-fixture.ts';

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const { globalAdministrator, helpdesk } = ROLE_IDS;

onEachHouse('retention is read, previewed and set by those who may, and the log tells who did', async (house) => {
  const ada = await house.person('ada', { wids: [globalAdministrator] });
  const helen = await house.person('helen', { wids: [helpdesk] });
  const { body: untouched } = await helen.send<Retention>('GET', '/v1/retention');
  assert.deepEqual(untouched, { ...DEFAULT_RETENTION, changedAt: untouched.changedAt });
  house.service.advance(60_000);

  assert.equal((await helen.send('PATCH', '/v1/retention', { keepLast: 2, keepDays: 1 })).status, 403);
  const { body: set } = await ada.send<Retention>('PATCH', '/v1/retention', { keepLast: 2, keepDays: 1 });
  const changedAt = new Date(house.service.context.clock()).toISOString();
  assert.deepEqual(set, { keepLast: 2, keepDays: 1, changedAt });
  assert.deepEqual((await helen.send('GET', '/v1/retention')).body, set);
  const [event] = await house.events('retention.set');
  assert.equal(event?.actor.userPrincipalName, 'ada@contoso.example');

  for (const body of [{ keepLast: 0, keepDays: 1 }, { keepLast: 1.5, keepDays: 1 }, { keepLast: 2 }, {}]) {
    assert.equal((await ada.send('PATCH', '/v1/retention', body)).status, 400, JSON.stringify(body));
  }
});

onEachHouse('a preview tells exactly what is removed once another snapshot arrives', async (house) => {
  const anna = await house.device('anna');
  for (let day = 0; day < 6; day += 1) {
    await anna.backUp(capture({ gaming: { 'made.up.mode': `day ${day}` } }));
    house.service.advance(DAY_MILLISECONDS);
  }
  const ada = await house.person('ada', { wids: [globalAdministrator] });
  const expected = async (keepLast: number, keepDays: number): Promise<RetentionPreview> =>
    (await ada.send<RetentionPreview>('GET', `/v1/retention/preview?keepLast=${keepLast}&keepDays=${keepDays}`)).body;
  // Six, which are 1 to 6 days old.
  assert.deepEqual(await expected(10, 0), { backupProfiles: 0, snapshots: 0, heldSnapshots: 0 });
  assert.deepEqual(await expected(1, 90), { backupProfiles: 0, snapshots: 0, heldSnapshots: 0 });
  assert.deepEqual(await expected(1, 0), { backupProfiles: 1, snapshots: 5, heldSnapshots: 0 });
  const wanted = await expected(2, 4);
  assert.deepEqual(wanted, { backupProfiles: 1, snapshots: 2, heldSnapshots: 0 });

  const { userId } = anna.enrolled;
  const hold = await ada.send<{ holdId: string }>('POST', `/v1/users/${userId}/legal-holds`, {
    reason: 'A case that is pending',
  });
  assert.equal((await expected(2, 4)).heldSnapshots, 2);
  await ada.send('POST', `/v1/users/${userId}/legal-holds/${hold.body.holdId}/release`);

  await ada.send('PATCH', '/v1/retention', { keepLast: 2, keepDays: 4 });
  assert.equal((await anna.list()).body.snapshots.length, 6, 'nothing goes before the next snapshot');
  await anna.backUp(capture({ gaming: { 'made.up.mode': 'another' } }));
  assert.equal((await anna.list()).body.snapshots.length, 6 - wanted.snapshots + 1);
});

onEachHouse('whom the organization trusts is told to those who may read its settings', async (house: House) => {
  const helen = await house.person('helen', { wids: [helpdesk] });
  const { body } = await helen.send<TrustedIssuerList>('GET', '/v1/issuers');
  const trusted = body.issuers.map(({ kind, directoryTenantId }) => `${kind} ${directoryTenantId}`);
  assert.deepEqual(trusted.toSorted(), [`embedded ${house.tenantId}`, `entra ${house.tenantId}`]);
  assert.equal((await (await house.person('otto')).send('GET', '/v1/issuers')).status, 403);
});
