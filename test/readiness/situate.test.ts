// Remembering answers changes none of them: a fleet in a world is told what each person on each device would be told alone, and
// leaving out who they are leaves out nothing that a policy asks for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deviceOfFacts } from '../../src/domain/conditional-access/device-of-facts.ts';
import { passagesOf } from '../../src/domain/conditional-access/explanation/explain-restore.ts';
import { parsePolicy } from '../../src/domain/conditional-access/parse-policy.ts';
import { tenantOf } from '../../src/domain/conditional-access/tenant.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { conditionalAccessFact } from '../../src/domain/eligibility/conditional-access-fact.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { parseAssignmentFilter } from '../../src/domain/policy/assignment-filter.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { changedWorld, type ReadinessChange } from '../../src/domain/readiness/change.ts';
import { situate } from '../../src/domain/readiness/situate.ts';
import type { Situation } from '../../src/domain/readiness/situation.ts';
import { factsOn, type SubjectFacts } from '../../src/domain/readiness/subject.ts';
import type { World } from '../../src/domain/readiness/world.ts';
import { ALL_HOLDS, BACKUP, CONTOSO } from '../eligibility/facts.ts';

const id = (last: number): string => `90000000-0000-4000-8000-0000000000${String(last).padStart(2, '0')}`;
const [PILOT, RING_1, STAFF, OTHER] = [id(1), id(2), id(3), id(4)];
const [ANNA, BEA] = [id(11), id(12)];

const toGroup = (groupId: string) => ({ target: { kind: 'group' as const, groupId } });
const policyNamed = (name: string) => WINDOWS_POLICIES.find((it) => it.name === name) ?? assert.fail(name);

const WORLD: World = {
  policies: [
    {
      id: id(21),
      name: 'Backups',
      settings: [{ policy: policyNamed('EnableWindowsBackup'), state: 'enabled' }],
      assignments: [toGroup(PILOT), { target: { kind: 'excludedGroup', groupId: RING_1 } }],
    },
    {
      id: id(22),
      name: 'Restores on laptops',
      settings: [{ policy: policyNamed('EnableWindowsRestore'), state: 'enabled' }],
      assignments: [{ target: { kind: 'allUsers' }, filter: { filterId: id(31), mode: 'include' } }],
    },
  ],
  restorePages: [{ id: id(23), name: 'Pilot', state: 'enabled', priority: 1, assignments: [toGroup(PILOT)] }],
  filters: [
    filterOf({
      id: id(31),
      displayName: 'Surface',
      rule: '(device.model -startsWith "Surface")',
      platform: 'windows10AndLater',
    }),
  ],
  statusPages: [{ priority: 1, installsQualityUpdates: true, assignments: [toGroup(RING_1)] }],
  conditionalAccess: tenantOf({
    policies: [
      accessPolicy('Compliant staff', { includeGroups: [STAFF], excludeUsers: [ANNA] }, ['compliantDevice']),
      accessPolicy('By a name nobody resolves', { includeGroups: ['Contractors'] }, ['block']),
      accessPolicy('Bea alone', { includeUsers: ['bea@contoso.example'] }, ['block']),
    ],
  }),
  choices: DEFAULT_CHOICES,
};

test('remembered answers are the answers', () => {
  const remembering = situate(WORLD);
  fc.assert(
    fc.property(situations(), (situation) => {
      const [one, alone] = [remembering(situation), situate(WORLD)(situation)];
      for (const occasion of OCCASIONS) {
        assert.deepEqual(told(one, occasion), told(alone, occasion));
      }
    }),
    { numRuns: 30 },
  );
});

test('Conditional Access answers as for the person themselves, without naming them', () => {
  const remembering = situate(WORLD);
  fc.assert(
    fc.property(situations(), (situation) => {
      const { person } = situation;
      const said = remembering(situation).conditionalAccess;
      if (person === undefined || WORLD.conditionalAccess === undefined) return assert.equal(said, undefined);
      const identity = { kind: 'user' as const, ...person.identity, groups: person.groupIds };
      const device = deviceOfFacts(situation.device, situation.deviceId);
      const passages = passagesOf(WORLD.conditionalAccess, { identity, device });
      for (const moment of ['oobe', 'firstSignIn'] as const) {
        const own = conditionalAccessFact({ passages, remedies: [] }, moment);
        assert.equal(said?.[moment].outcome, own.outcome);
        assert.deepEqual(said?.[moment].missing, own.missing);
        assert.deepEqual(
          said?.[moment].blockedBy.map(({ policyName }) => policyName),
          own.blockedBy.map(({ policyName }) => policyName),
        );
        assert.doesNotMatch(JSON.stringify(said), /carl@/);
      }
    }),
    { numRuns: 100 },
  );
});

/** Of several changes that help one is proposed to everybody whom it helps, so only the change may differ. */
function told(facts: SubjectFacts, occasion: Occasion): unknown {
  return decide(factsOn(facts, occasion), DEFAULT_CHOICES).findings.map((finding) =>
    finding.ruleId === 'conditional-access' && finding.holds === 'no' ? { ...finding, fix: '' } : finding,
  );
}

const CLEAR: World = {
  ...WORLD,
  conditionalAccess: tenantOf({
    policies: [accessPolicy('Compliant staff', { includeGroups: [STAFF], excludeUsers: [ANNA] }, ['compliantDevice'])],
  }),
};

const PILOT_SITUATION: Situation = {
  device: { ...ALL_HOLDS.device, model: 'Surface Laptop 7', isCompliant: false },
  enrollment: ALL_HOLDS.enrollment,
  cloud: 'public',
  local: [],
  deviceGroupIds: [],
  person: {
    facts: { userId: BEA, tenantId: CONTOSO, account: 'organizational' },
    groupIds: [PILOT, STAFF],
    identity: { id: BEA, principalName: 'carl@contoso.example', guestType: 'none', roles: [] },
    backups: [{ ...BACKUP, userId: BEA }],
  },
};

const CHANGES: readonly { readonly what: string; readonly change: ReadinessChange; readonly expect: string }[] = [
  {
    what: 'the toggle off',
    change: { kind: 'restorePage', state: 'disabled' },
    expect: 'backup oobe! firstSignIn! inUse!',
  },
  {
    what: "the pilot's configuration off",
    change: { kind: 'restorePage', state: 'disabled', configurationId: id(23) },
    expect: 'backup oobe! firstSignIn! inUse! restore-page-disabled',
  },
  {
    what: 'backups disabled for all devices',
    change: { kind: 'policy', policy: 'EnableWindowsBackup', state: 'disabled' },
    expect: 'backup! oobe! firstSignIn! inUse! backup-policy-conflict',
  },
  {
    what: 'no more backups from the policy that turned them on',
    change: {
      kind: 'policyAs',
      objectId: id(21),
      settings: [{ policy: 'EnableWindowsBackup', state: 'disabled' }],
      assignments: [{ target: { kind: 'allDevices' } }],
    },
    expect: 'backup! oobe! firstSignIn! inUse! backup-policy-disabled',
  },
  {
    what: 'restores to other devices only',
    change: { kind: 'assign', objectId: id(22), assignments: [toGroup(OTHER)] },
    expect: 'backup oobe! firstSignIn! inUse! restore-policy-not-configured',
  },
  {
    what: 'no backups',
    change: { kind: 'remove', objectId: id(21) },
    expect: 'backup! oobe! firstSignIn! inUse! backup-policy-not-configured',
  },
  {
    what: 'a newer build',
    change: { kind: 'minimumBuild', build: 26100, revision: 9999, occasion: 'backup' },
    expect: 'backup! oobe! firstSignIn! inUse! build-too-old',
  },
  {
    what: 'the restore excluded from the policy',
    change: { kind: 'excludeApplication', policyId: 'Compliant staff' },
    expect: 'backup oobe firstSignIn inUse',
  },
  {
    what: 'nobody in the pilot',
    change: { kind: 'retireGroup', groupId: PILOT },
    expect: 'backup! oobe! firstSignIn! inUse! restore-page-not-configured',
  },
];

for (const { what, change, expect } of CHANGES) {
  test(`a changed world: ${what}`, () => {
    const changed = changedWorld(CLEAR, change);
    assert.ok(changed.ok, JSON.stringify(changed));
    const facts = situate(changed.value)(PILOT_SITUATION);
    const decisions = OCCASIONS.map((occasion) => decide(factsOn(facts, occasion), changed.value.choices));
    const verdicts = decisions.map((it) => `${it.occasion}${it.verdict === 'eligible' ? '' : '!'}`);
    const codes = decisions.flatMap(({ findings }) => findings.flatMap((it) => (it.holds === 'no' ? [it.code] : [])));
    const [expected, code] = [expect.split(' ').slice(0, 4), expect.split(' ')[4]];
    assert.deepEqual(verdicts, expected, codes.join());
    if (code !== undefined) assert.ok(codes.includes(code), codes.join());
  });
}

test('a change to what there is not is refused by name', () => {
  const wrong: readonly ReadinessChange[] = [
    { kind: 'remove', objectId: 'nothing' },
    { kind: 'restorePage', state: 'enabled', configurationId: id(21) },
    { kind: 'policy', policy: 'EnableEverything', state: 'enabled' },
    { kind: 'policyAs', objectId: 'nothing', settings: [], assignments: [] },
    { kind: 'policyAs', settings: [{ policy: 'EnableEverything', state: 'enabled' }], assignments: [] },
    { kind: 'minimumBuild', build: 1, revision: 1 },
    { kind: 'excludeApplication', policyId: 'nothing' },
  ];
  for (const change of wrong) {
    const changed = changedWorld(WORLD, change);
    assert.ok(!changed.ok && /^(There is no|Build 1 is no release)/.test(changed.error), JSON.stringify(changed));
  }
});

function situations(): fc.Arbitrary<Situation> {
  const groups = fc.option(fc.subarray([PILOT, RING_1, STAFF, OTHER]), { freq: 4, nil: undefined });
  return fc
    .record({
      model: fc.constantFrom('Surface Laptop 7', 'Latitude 5440', undefined),
      isCompliant: fc.constantFrom(true, false, undefined),
      joinState: fc.constantFrom('entraJoined' as const, 'hybridJoined' as const),
      who: fc.constantFrom('anna', 'bea', 'carl', undefined),
      userGroups: groups,
      deviceGroups: groups,
    })
    .map(({ model, isCompliant, joinState, who, userGroups, deviceGroups }) => ({
      device: {
        ...ALL_HOLDS.device,
        joinState,
        ...(model === undefined ? {} : { model }),
        ...(isCompliant === undefined ? {} : { isCompliant }),
      },
      enrollment: ALL_HOLDS.enrollment,
      cloud: 'public' as const,
      local: [],
      deviceId: id(41),
      ...(deviceGroups === undefined ? {} : { deviceGroupIds: deviceGroups }),
      ...(who === undefined ? {} : { person: personOf(who, userGroups) }),
    }));
}

function personOf(who: string, groupIds: readonly string[] | undefined): NonNullable<Situation['person']> {
  const userId = who === 'anna' ? ANNA : who === 'bea' ? BEA : id(13);
  return {
    facts: { userId, tenantId: CONTOSO, account: 'organizational' },
    ...(groupIds === undefined ? {} : { groupIds }),
    identity: { id: userId, principalName: `${who}@contoso.example`, guestType: 'none', roles: [] },
    backups: [{ ...BACKUP, userId }],
  };
}

function accessPolicy(
  displayName: string,
  users: Readonly<Record<string, readonly string[]>>,
  controls: readonly string[],
) {
  return parsePolicy({
    id: id(50),
    displayName,
    state: 'enabled',
    conditions: { clientAppTypes: ['all'], applications: { includeApplications: ['All'] }, users },
    grantControls: { operator: 'OR', builtInControls: [...controls] },
  });
}

function filterOf(json: Readonly<Record<string, string>>) {
  const filter = parseAssignmentFilter(json);
  assert.ok(filter.ok, JSON.stringify(filter));
  return filter.value;
}
