// The organization that the demo fills: what an administrator can find in it, and that it is the same each time.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { fillOrganization } from '../../src/demo/organization/fill-organization.ts';
import { chanceFrom } from '../../src/demo/organization/chance.ts';
import { makeSeats } from '../../src/demo/organization/lives.ts';
import { makeStaff } from '../../src/demo/organization/staff.ts';
import type { Context } from '../../src/server/context.ts';
import { getOverview } from '../../src/server/fleet/get-overview.ts';
import { listSessions } from '../../src/server/restore/read-sessions.ts';
import { expectOk, withTestDatabase } from '../database.ts';
import { testKeys } from '../keys/test-keys.ts';

test('a made organization has everything that an administrator looks for', () =>
  withTestDatabase(async ({ database }) => {
    const context: Context = { database, keys: testKeys(), clock: Date.now, randomBytes };
    const { tenantId } = await fillOrganization(context, { people: 70 });
    const { people, devices, restores, attention } = expectOk(await getOverview(context, tenantId));
    for (const count of [people.ageing, people.withoutDevice, devices.ageing, devices.none]) assert.ok(count > 0);
    assert.ok(people.fresh > people.ageing && devices.fresh > devices.ageing, 'most are safe');
    assert.ok((restores.successRate ?? 0) > 0.5 && restores.live > 0);
    assert.ok((restores.medianSecondsToProductivity ?? 0) > 60);
    assert.ok(attention.peopleRefused > 0 && attention.failedRestores > 0);
    const { sessions } = expectOk(await listSessions(context, tenantId, { limit: 100 }));
    const states = new Set(sessions.map(({ state }) => state));
    for (const state of ['completed', 'failed', 'setUpAsNew'] as const) {
      assert.ok(states.has(state), `no restore is ${state}`);
    }
  }));

test('the same seed makes the same people and devices, and nobody twice', () => {
  const made = () => {
    const chance = chanceFrom(7);
    const staff = makeStaff(chance, 300);
    return { staff, seats: makeSeats(chance, 'tenant', staff) };
  };
  const { staff, seats } = made();
  assert.deepEqual(made(), { staff, seats });
  assert.equal(new Set(staff.map(({ userPrincipalName }) => userPrincipalName)).size, staff.length);
  assert.equal(new Set(seats.map(({ deviceName }) => deviceName)).size, seats.length);
  const kinds = new Set(seats.map(({ kind }) => kind.name));
  for (const kind of ['kiosk', 'shared', 'Cloud PC', 'hybrid joined', 'Windows 10']) assert.ok(kinds.has(kind), kind);
});
