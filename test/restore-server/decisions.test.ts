// Decisions are kept with their reasons, told again as they were, and do not fill the log.

import assert from 'node:assert/strict';
import { answerText, historyText } from '../../src/bin/render/why.ts';
import type {
  DecisionBody,
  DecisionPage,
  SessionPage,
  SessionWithNames,
} from '../../src/protocol/operations/restore.ts';
import { reasonsOf } from '../../src/server/eligibility/decision-body.ts';
import { decisionsAbout, why, whyDecision } from '../../src/server/eligibility/operate-why.ts';
import { onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { expectOk } from '../database.ts';
import { capture, onEachServer } from '../server/service-fixture.ts';
import { annaWithTwoDevices, choosePolicies, eventNames, FACTS, offered, restoring } from './restore-fixture.ts';

const DAY = 24 * 60 * 60 * 1000;
const ANNA_ON_NEW = { user: 'anna@contoso.example', device: 'NEW-PC' };

onEachServer('a refusal of last month is told as it was, whatever has changed since', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  await choosePolicies(service, tenantId, undefined, 'disabled');
  const { decisionId, decision } = (await fresh.ask('oobe')).body;
  assert.deepEqual(reasonsOf(decision), ['restore-page-disabled']);
  const asked = new Date(service.context.clock());
  service.advance(31 * DAY);
  await choosePolicies(service, tenantId);
  assert.equal((await offered(fresh, 'oobe')).session.state, 'offered');

  const stored = expectOk(await whyDecision(service.context, tenantId, decisionId));
  assert.deepEqual(stored.decision, decision);
  assert.match(answerText(stored), /\[restore-page-disabled\]/);
  assert.match(answerText(stored), new RegExp(`decision ${decisionId}`));
  const then = expectOk(await why(service.context, tenantId, { ...ANNA_ON_NEW, occasion: 'oobe', at: asked }));
  assert.deepEqual(then, stored);
  const now = expectOk(await why(service.context, tenantId, { ...ANNA_ON_NEW, occasion: 'oobe' }));
  assert.equal(now.decision.verdict, 'eligible');
  assert.equal(now.stored, undefined);
  const history = expectOk(await decisionsAbout(service.context, tenantId, ANNA_ON_NEW));
  assert.deepEqual(
    history.map((it) => it.decision.verdict),
    ['eligible', 'ineligible'],
  );
  assert.match(historyText(history), /ineligible +No policy assigned +restore-page-disabled/);
  // The rules of a version that is gone, under names that nobody knows any more.
  await service.sql(`UPDATE eligibility_decision SET body = replace(body::text, 'restore-page', 'gone')::jsonb`);
  assert.match(answerText(expectOk(await whyDecision(service.context, tenantId, decisionId))), /\[gone-disabled\]/);
});

onEachServer('a device that asks every hour is told every time, and noted once a day', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  const before = (await eventNames(service)).length;
  for (let hour = 0; hour < 23; hour += 1) {
    service.advance(DAY / 24);
    assert.equal((await fresh.checkIn()).body.decision.verdict, 'eligible');
    await fresh.ask('firstSignIn');
  }
  const noted = (await eventNames(service)).slice(before);
  assert.deepEqual(noted, ['device.reported', 'backup.decided', 'restore.decided', 'restore.offered']);
  service.advance(2 * DAY);
  await fresh.checkIn();
  assert.deepEqual((await eventNames(service)).slice(before + 4), ['device.reported'], 'of backups only what changed');
  await choosePolicies(service, tenantId, { EnableWindowsBackup: 'disabled' });
  await fresh.checkIn();
  assert.deepEqual((await eventNames(service)).slice(before + 5), ['backup.decided']);
  await fresh.checkIn({ facts: { ...FACTS, updateRevision: 9001 } });
  assert.deepEqual((await eventNames(service)).slice(before + 6), ['device.reported']);
});

onEachServer('a check-in says what may be captured', async (service) => {
  const { tenantId, fresh } = await annaWithTwoDevices(service);
  await choosePolicies(service, tenantId, {
    EnableWindowsBackup: 'enabled',
    DisableAccessibilitySettingSync: 'enabled',
    DisableApplicationSettingSync: 'enabled',
  });
  const { body } = await fresh.checkIn();
  assert.equal(body.decision.verdict, 'eligible');
  assert.deepEqual(body.excludedCategories, ['apps', 'accessibility']);
});

onEachServer('names that are nobody’s are answered with those like them', async (service) => {
  const { tenantId } = await annaWithTwoDevices(service);
  const ask = async (user: string, device: string) => {
    const answer = await why(service.context, tenantId, { user, device, occasion: 'oobe' });
    return answer.ok ? 'found' : answer.error.detail;
  };
  assert.equal(await ask('ANNA@contoso.example', 'new-pc'), 'found');
  assert.match(
    await ask('ana@contoso.example', 'NEW-PC'),
    /no user "ana@contoso.example". Nearest: "anna@contoso.example"/,
  );
  assert.match(await ask('anna@contoso.example', 'NEW-PV'), /no device "NEW-PV". Nearest: "NEW-PC"/);
  assert.match(await ask('anna@contoso.example', '????????????'), /Theirs: "(NEW|OLD)-PC", "(NEW|OLD)-PC"\./);
});

onEachHouse(
  'an administrator reads restores and decisions; nobody else does, and nobody another tenant’s',
  async (house) => {
    const { service, tenantId } = house;
    await choosePolicies(service, tenantId);
    await (await service.newDevice(tenantId, 'anna@contoso.example', 'OLD-PC')).backUp(capture());
    const fresh = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'NEW-PC'));
    const { session } = await offered(fresh, 'firstSignIn');
    const { userId, deviceId } = fresh.enrolled;
    const [list, read, decided, eligible] = [
      '/v1/restore/sessions',
      `/v1/users/${userId}/restore-sessions/${session.sessionId}`,
      `/v1/users/${userId}/decisions?deviceId=${deviceId}`,
      `/v1/users/${userId}/devices/${deviceId}/eligibility?occasion=inUse`,
    ] as const;
    const admin = await house.person('carol@contoso.example', { wids: [ROLE_IDS.globalAdministrator] });
    const listed = { ...session, userPrincipalName: 'anna@contoso.example' };
    assert.deepEqual((await admin.send<SessionPage>('GET', list)).body.sessions, [listed]);
    assert.deepEqual((await admin.send<SessionWithNames>('GET', read)).body, { session, outcomes: [] });
    assert.equal((await admin.send<DecisionPage>('GET', decided)).body.decisions[0]?.decisionId, session.decisionId);
    assert.equal((await admin.send<DecisionBody>('GET', eligible)).body.verdict, 'eligible');
    const nobody = await house.person('dave@contoso.example');
    for (const path of [list, read, decided, eligible]) {
      assert.equal((await nobody.send('GET', path)).status, 403, path);
      assert.equal((await fresh.send('GET', path)).status, 403, path);
    }
    const elsewhere = await annaWithTwoDevices(service);
    assert.equal((await elsewhere.fresh.read(session.sessionId)).status, 404);
    assert.equal((await elsewhere.old.step(session, { kind: 'setUpAsNew' })).status, 404);
  },
);

onEachHouse('an administrator reads what settings and apps of a restore are called', async (house) => {
  const { service, tenantId } = house;
  await choosePolicies(service, tenantId);
  await (await service.newDevice(tenantId, 'anna@contoso.example', 'OLD-PC')).backUp(capture());
  const fresh = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'NEW-PC'));
  const { session, profiles } = await offered(fresh, 'firstSignIn');
  const [profile] = profiles;
  assert.ok(profile);
  const { profileId, snapshotId } = profile;
  const chosen = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
  const told = (['personalization.darkMode.apps', 'made.up.theme', 'Contoso.Notes_8wekyb3d8bbwe'] as const).map(
    (id) =>
      ({ kind: id.includes('_') ? 'app' : 'setting', id, category: 'personalization', state: 'restored' }) as const,
  );
  assert.equal((await fresh.step(chosen.body, { kind: 'complete', outcomes: told })).status, 200);
  const admin = await house.person('carol@contoso.example', { wids: [ROLE_IDS.globalAdministrator] });
  const path = `/v1/users/${fresh.enrolled.userId}/restore-sessions/${session.sessionId}`;
  const { outcomes } = (await admin.send<SessionWithNames>('GET', path)).body;
  assert.deepEqual(
    outcomes.map(({ name }) => name),
    ['Default app mode', 'made.up.theme', 'Notes'],
  );
});
