// No act without its event: whatever changes the state appends one, and where it can not be written nothing is done.

import assert from 'node:assert/strict';
import { OPERATOR } from '../../src/domain/audit/event.ts';
import { chooseAccessPolicy, giveRole, makeRole } from '../../src/server/access/operate-roles.ts';
import { newId } from '../../src/server/context.ts';
import { rotateKeys } from '../../src/server/keys/rotate-keys.ts';
import { revokeCredential } from '../../src/server/devices/revoke-credential.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { CAPTURE, capture, onEachServer, type TestDevice, type TestService } from '../server/service-fixture.ts';

type Stage = TestService & {
  readonly tenantId: string;
  readonly device: TestDevice;
  readonly headId: string;
  /** It has no backup yet. */
  readonly newcomer: TestDevice;
};

/** Everything that changes the state. An act answers whether it was done. */
const ACTS: Readonly<Record<string, (stage: Stage) => Promise<boolean>>> = {
  createTenant: async ({ context }) => (await createTenant(context, { displayName: 'Fabrikam' })).ok,
  enroll: async ({ context, tenantId }) =>
    (await enroll(context, { tenantId, userPrincipalName: 'ben@contoso.example', deviceName: 'PC-9' })).ok,
  revokeCredential: async ({ context, tenantId, device }) => {
    const { credentialId } = device.enrolled;
    return (await revokeCredential(context, { tenantId, credentialId })).ok;
  },
  setRetention: async ({ context, tenantId }) =>
    (await setRetention(context, { tenantId, keepLast: 1, keepDays: 0 })).ok,
  makeRole: async ({ context, tenantId }) =>
    (await makeRole(context, tenantId, { displayName: 'Lead', description: undefined, permissions: ['role.read'] })).ok,
  'giveRole, to somebody who has never been here': async ({ context, tenantId }) =>
    (await giveRole(context, tenantId, { role: 'Auditor', to: { user: 'new@contoso.example' }, overGroup: undefined }))
      .ok,
  setAccessPolicy: async ({ context, tenantId }) =>
    (await chooseAccessPolicy(context, tenantId, { trustTokenRoles: false })).ok,
  rotateKeys: async ({ context, tenantId }) =>
    (await rotateKeys(context, { tenantId, actor: OPERATOR, actorName: 'operator', correlationId: newId(context) })).ok,
  'createSnapshot, the first one': async ({ newcomer }) => (await newcomer.create(capture())).status === 200,
  createSnapshot: async ({ device, headId }) => (await device.create(CHANGED, { expectedHead: headId })).status === 200,
  'createSnapshot, repeated': async ({ device, headId }) =>
    (await device.create(capture(), { expectedHead: headId })).status === 200,
  'proposeSnapshot, unchanged': async ({ device }) => (await device.propose(capture())).status === 200,
};

const CHANGED = capture({ ...CAPTURE, personalization: { 'made.up.theme': 'light', 'made.up.color': 'green' } });

onEachServer('what can not be told is not done, and what is done is told', async (service) => {
  const { newTenant, newDevice, sql, advance } = service;
  for (const [name, act] of Object.entries(ACTS)) {
    const tenantId = await newTenant();
    const device = await newDevice(tenantId);
    const stored = await device.create(capture());
    const newcomer = await newDevice(tenantId, 'ben@contoso.example', 'PC-2');
    const stage = { ...service, tenantId, device, newcomer, headId: stored.body.snapshot.snapshotId };
    advance(60_000);

    await sql('REVOKE INSERT ON audit_entry FROM keepsake_service');
    const before = await tables(sql);
    assert.equal(await act(stage).catch(() => false), false, `${name} was done without an event`);
    assert.deepEqual(await tables(sql), before, `${name} left something behind`);

    await sql('GRANT INSERT ON audit_entry TO keepsake_service');
    assert.equal(await act(stage), true, name);
    const after = await tables(sql);
    assert.notDeepEqual(after['audit_entry'], before['audit_entry'], `${name} has no event`);
  }
});

onEachServer('a use case that forgets its event can not be committed in a test', async ({ context, newTenant }) => {
  const tenantId = await newTenant();
  const forget = context.database.inTenant(tenantId, (tx) => tx.query('UPDATE retention_policy SET keep_last = 7'));
  await assert.rejects(forget, /UPDATE on retention_policy without an audit event/);
});

onEachServer('asking changes nothing but what is told', async ({ newTenant, newDevice, sql, advance }) => {
  const device = await newDevice(await newTenant());
  const { snapshotId } = (await device.create(capture())).body.snapshot;
  const before = await tables(sql);
  advance(60_000);
  assert.equal((await device.propose(CHANGED)).body.outcome, 'wanted');
  for (const path of ['/healthz', '/v1/backup-profiles', '/v1/snapshots', `/v1/snapshots/${snapshotId}`]) {
    assert.equal((await device.send('GET', path)).status, 200);
  }
  assert.deepEqual(await tables(sql), before);
});

/** A fingerprint of every table. */
async function tables(sql: TestService['sql']): Promise<Record<string, unknown>> {
  const found = await sql(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
  );
  const prints = found
    .map(({ name }) => String(name))
    .map((name) => `(SELECT md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM ${name} t) AS "${name}"`);
  const [row] = await sql(`SELECT ${prints.join(', ')}`);
  return row ?? {};
}
