// The checklist checks itself: nothing is done without evidence, what is not known is open, what is wrong needs attention; and over
// HTTP each item follows the rows of the service.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACKNOWLEDGEMENT_SUBJECTS } from '../../src/domain/rollout/acknowledgement.ts';
import { checklist, type ChecklistItemName, type RolloutFacts } from '../../src/domain/rollout/checklist.ts';
import { evidenceWords } from '../../src/domain/rollout/checklist-words.ts';
import { kindsOf } from '../../src/domain/rollout/pilot.ts';
import type { RolloutChecklist, RolloutRing } from '../../src/protocol/operations/rollout.ts';
import { onEachHouse, ROLE_IDS } from '../access/signed-in.ts';
import { choosePolicies, FACTS, offered, restoring } from '../restore-server/restore-fixture.ts';
import { capture } from '../server/service-fixture.ts';

const NOW = Date.UTC(2026, 0, 10);
const NOTHING: RolloutFacts = {
  now: NOW,
  fleet: [],
  pilot: undefined,
  builds: { enough: 0, tooOld: 0, unknown: 0, installsQualityUpdates: undefined },
  methods: undefined,
  acknowledgements: [],
  exceptions: [],
};
const BOOK = { model: 'Contoso Book 14', build: '26100', join: 'entraJoined' };
const EVERYTHING: RolloutFacts = {
  now: NOW,
  fleet: kindsOf([{ traits: BOOK, name: 'PC-1' }]),
  pilot: [{ traits: BOOK, deviceCount: 1, isBackedUp: true, isRestored: true }],
  builds: { enough: 1, tooOld: 0, unknown: 0, installsQualityUpdates: undefined },
  methods: [{ method: 'fido2', outcome: 'passes', blockedBy: [], missing: [] }],
  acknowledgements: ACKNOWLEDGEMENT_SUBJECTS.map((subject) => ({ subject, by: 'Bea', role: 'Head', at: NOW })),
  exceptions: [],
};
const EXCEPTION = { exceptionId: 'e', subject: 'Kiosks', owner: 'Bea', fallback: 'Images', addedAt: 0 };

/** What is changed about an organization for which everything holds, and what the item then is. */
const ROWS: readonly (readonly [ChecklistItemName, 'done' | 'open' | 'attention', Partial<RolloutFacts>])[] = [
  ['pilotGroup', 'open', { fleet: [] }],
  ['pilotGroup', 'open', { pilot: undefined }],
  ['pilotGroup', 'open', { pilot: [] }],
  ['pilotGroup', 'open', { fleet: kindsOf([{ traits: { ...BOOK, model: 'Another' }, name: 'PC-2' }]) }],
  ['endToEnd', 'open', { pilot: undefined }],
  ['endToEnd', 'open', { pilot: [{ traits: BOOK, deviceCount: 1, isBackedUp: true, isRestored: false }] }],
  ['builds', 'open', { builds: { enough: 0, tooOld: 0, unknown: 0, installsQualityUpdates: true } }],
  ['builds', 'open', { builds: { enough: 5, tooOld: 0, unknown: 1, installsQualityUpdates: true } }],
  ['builds', 'attention', { builds: { enough: 5, tooOld: 1, unknown: 0, installsQualityUpdates: undefined } }],
  ['builds', 'done', { builds: { enough: 5, tooOld: 1, unknown: 0, installsQualityUpdates: true } }],
  ['conditionalAccess', 'open', { methods: undefined }],
  [
    'conditionalAccess',
    'open',
    { methods: [{ method: 'sms', outcome: 'unknown', blockedBy: [], missing: ['where'] }] },
  ],
  ['conditionalAccess', 'open', { methods: [{ method: 'sms', outcome: 'asksMore', blockedBy: [], missing: [] }] }],
  [
    'conditionalAccess',
    'attention',
    {
      methods: [
        { method: 'sms', outcome: 'blocked', blockedBy: [{ policyName: 'P', fix: 'exclude it' }], missing: [] },
      ],
    },
  ],
  ['companions', 'open', { acknowledgements: [] }],
  ['effects', 'open', { acknowledgements: [{ subject: 'effectsOnDevices', by: 'Bea', role: 'Head', at: NOW }] }],
  ['exceptions', 'open', { acknowledgements: [] }],
  ['exceptions', 'done', { acknowledgements: [], exceptions: [{ ...EXCEPTION, endsOn: '2026-01-10' }] }],
  ['exceptions', 'attention', { exceptions: [{ ...EXCEPTION, endsOn: '2026-01-09' }] }],
  ['exceptions', 'done', { exceptions: [{ ...EXCEPTION, endsOn: '2026-01-09', closedAt: NOW }] }],
];

test('of nothing nothing is done, of everything everything, and each thing that is missing opens its own item alone', () => {
  assert.deepEqual(new Set(checklist(NOTHING).map(({ state }) => state)), new Set(['open']));
  assert.deepEqual(new Set(checklist(EVERYTHING).map(({ state }) => state)), new Set(['done']));
  for (const [name, state, change] of ROWS) {
    const items = checklist({ ...EVERYTHING, ...change });
    assert.equal(items.find((it) => it.name === name)?.state, state, JSON.stringify([name, change]));
    for (const { evidence } of items) for (const it of evidence) assert.match(evidenceWords(it), /^\S.*[.]$/);
  }
});

onEachHouse(
  'the checklist follows what happens: devices, a pilot, a restore, a policy in the way, people by name',
  async (house) => {
    const { service, tenantId } = house;
    const ada = await house.person('ada', { wids: [ROLE_IDS.globalAdministrator] });
    const read = async () => (await ada.send<RolloutChecklist>('GET', '/v1/rollout/checklist')).body;
    const stateOf = async (name: ChecklistItemName) => (await read()).items.find((it) => it.name === name)?.state;
    assert.ok((await read()).items.every(({ state }) => state === 'open'));

    await choosePolicies(service, tenantId);
    const old = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'OLD-PC'));
    await house.intoGroup(PILOT, old.enrolled.userId);
    const facts = { ...FACTS, manufacturer: 'Contoso', model: 'Contoso Book 14' };
    await old.checkIn({ facts });
    assert.deepEqual(
      (await read()).pilot.chosen.map(({ examples, traits }) => [examples[0]?.name, traits.model]),
      [['OLD-PC', 'Contoso Book 14']],
    );
    assert.equal(await stateOf('builds'), 'done');
    const ring = await ada.send<RolloutRing>('POST', '/v1/rollout/rings', { displayName: 'Pilot', group: PILOT });
    assert.equal(ring.status, 201);
    assert.equal(await stateOf('pilotGroup'), 'done');

    await old.backUp(capture());
    const fresh = restoring(await service.newDevice(tenantId, 'anna@contoso.example', 'NEW-PC'));
    const { session, profiles } = await offered(fresh, 'oobe', { facts });
    const [profile] = profiles;
    assert.ok(profile);
    const { profileId, snapshotId } = profile;
    const { body: chosen } = await fresh.step(session, { kind: 'choose', profileId, snapshotId });
    assert.equal(await stateOf('endToEnd'), 'open');
    await fresh.step(chosen, { kind: 'complete', outcomes: [] });
    assert.equal(await stateOf('endToEnd'), 'done');

    const policy = await ada.send<{ id: string }>('POST', POLICIES, COMPLIANT);
    assert.equal(policy.status, 201, JSON.stringify(policy.body));
    const blocked = (await read()).items.find(({ name }) => name === 'conditionalAccess');
    assert.equal(blocked?.state, 'attention');
    assert.match(blocked?.evidence[0]?.words ?? '', /blocked.*Compliant devices: exclude/);
    const mfa = { grantControls: { operator: 'OR', builtInControls: ['mfa'] } };
    await ada.send('PATCH', `${POLICIES}/${policy.body.id}`, mfa);
    assert.equal(await stateOf('conditionalAccess'), 'done');

    const role = { role: 'Head of workplace' };
    for (const subject of ['oneDrive', 'win32Apps']) {
      assert.equal((await ada.send('PUT', `/v1/rollout/acknowledgements/${subject}`, role)).status, 200);
    }
    assert.equal(await stateOf('companions'), 'done');
    await ada.send('DELETE', '/v1/rollout/acknowledgements/oneDrive');
    assert.equal(await stateOf('companions'), 'open');
    const exception = { subject: 'Kiosks', owner: 'Bea', fallback: 'They are imaged.', endsOn: '2026-01-01' };
    assert.equal((await ada.send('POST', '/v1/rollout/exceptions', exception)).status, 201);
    assert.equal(await stateOf('exceptions'), 'done');
    // The day is over, and a sign-in of its last hours still good.
    service.advance(20 * 60 * 60_000);
    const { send } = await house.person('ada', { wids: [ROLE_IDS.globalAdministrator] });
    service.advance(5 * 60 * 60_000);
    const { status, body } = await send<RolloutChecklist>('GET', '/v1/rollout/checklist');
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.items.find(({ name }) => name === 'exceptions')?.state, 'attention');
  },
);

const PILOT = '11111111-aaaa-4aaa-8aaa-000000000001';
const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const COMPLIANT = {
  displayName: 'Compliant devices',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
};
