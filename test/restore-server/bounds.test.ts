// What does not stay open and does not grow: restores of a device that was removed, and stored decisions.

import assert from 'node:assert/strict';
import { DECISIONS_KEPT_MAX } from '../../src/protocol/limits.ts';
import type { DecisionBody } from '../../src/protocol/operations/restore.ts';
import { addDecision, removeOldDecisions } from '../../src/server/eligibility/decision-store.ts';
import { removeDevice } from '../../src/server/devices/remove-device.ts';
import { inTenant } from '../../src/server/transact.ts';
import { OPERATOR } from '../../src/domain/audit/event.ts';
import { ok } from '../../src/lib/result.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { onEachServer, type TestService } from '../server/service-fixture.ts';
import { annaWithTwoDevices, eventNames, offered, restoring } from './restore-fixture.ts';

onEachServer(
  'removing a device ends the restores that were not at their end there, each with its event',
  async (service) => {
    const { tenantId, fresh } = await annaWithTwoDevices(service);
    const third = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'THIRD-PC'));
    const { session, profiles } = await offered(fresh, 'firstSignIn');
    const [profile] = profiles;
    assert.ok(profile !== undefined);
    const { profileId, snapshotId } = profile;
    await fresh.step(session, { kind: 'choose', profileId, snapshotId });
    service.advance(1000);
    const other = (await offered(third, 'inUse')).session;
    const { deviceId } = fresh.enrolled;
    expectOk(
      await removeDevice(service.context, { tenantId, by: OPERATOR, correlationId: session.sessionId, deviceId }),
    );
    const states = await service.sql('SELECT session_id, state FROM restore_session ORDER BY session_id');
    assert.deepEqual(
      states.map((it) => [it['session_id'], it['state']]),
      [
        [session.sessionId, 'expired'],
        [other.sessionId, 'offered'],
      ],
    );
    assert.deepEqual((await eventNames(service)).slice(-2), ['device.removed', 'restore.expired']);
  },
);

onEachServer('of each occasion the newest decisions stay, and those that a restore was offered by', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const { session } = await offered(fresh, 'inUse');
  const { userId, deviceId } = fresh.enrolled;
  await inTenant(service.context, tenantId, async (tx) => {
    await asFixture(tx);
    for (let nth = 1; nth <= 6; nth += 1) {
      const decisionId = uuidV7(service.context.clock() + nth * 1000, service.context.randomBytes(10));
      const decidedAt = new Date(service.context.clock() + nth * 1000).toISOString();
      await addDecision(tx, { decisionId, userId, deviceId, decidedAt, decision: DECISION, facts: {}, digest: DIGEST });
    }
    await removeOldDecisions(tx, { userId, deviceId }, { occasion: 'inUse', keep: 3 });
    return ok(undefined);
  }).then(expectOk);
  assert.deepEqual(await kept(service), [session.decisionId, 'made', 'made', 'made']);
  assert.ok(DECISIONS_KEPT_MAX > 365, 'a year of restores that are asked about once a day');
});

async function kept(service: TestService) {
  const rows = await service.sql(
    "SELECT decision_id, body -> 'facts' = '{}' AS is_made FROM eligibility_decision WHERE occasion = 'inUse' ORDER BY 1",
  );
  return rows.map((it) => (it['is_made'] === true ? 'made' : it['decision_id']));
}

const DIGEST = new Uint8Array(32);
const DECISION: DecisionBody = {
  occasion: 'inUse',
  verdict: 'unknown',
  findings: [],
  ruleSetVersion: 'made up',
  buildTableVersion: 'made up',
};
