// What each policy does, written down: exclusions, companions, the person's choice, mixed management, Windows' own default,
// and the restore page for a pilot.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { BackupGroup } from '../../src/domain/policy/backup-groups.ts';
import type { ChosenSetting, TenantPolicy } from '../../src/domain/policy/configuration-policy.ts';
import type { LocalPolicyValue } from '../../src/domain/policy/local-voices.ts';
import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import type { PolicySubject } from '../../src/domain/policy/policy-subject.ts';
import type { Policy, PolicyState } from '../../src/domain/policy/policy.ts';
import type { ResolvedPolicy, ResolvedValue } from '../../src/domain/policy/resolved-policy.ts';
import { type ResolveInput, resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import type { RestorePageConfiguration } from '../../src/domain/policy/restore-page.ts';
import { POLICIES } from '../../src/domain/policy/setting-definitions.ts';
import { policyNamed } from './policy-registry.ts';

const NOBODY: ResolveInput = {
  tenant: [],
  restorePage: [],
  filters: [],
  subject: {
    userId: 'alice',
    userGroupIds: ['pilot'],
    deviceGroupIds: [],
    device: { windowsBuild: 26100, joinState: 'entraJoined' },
  },
  local: [],
  isBackupOnByDefault: false,
};

function toAll(name: string, settings: readonly ChosenSetting[]): TenantPolicy {
  return { id: name, name, settings, assignments: [{ target: { kind: 'allDevices' } }] };
}

function valueOf({ values }: ResolvedPolicy, name: string): ResolvedValue {
  const value = values.find(({ policy }) => policy.name === name);
  assert.ok(value, name);
  return value;
}

test('without any policy nothing is configured, nobody said anything and nothing is wrong', () => {
  const { values, ...rest } = resolvePolicy(NOBODY);
  assert.ok(values.every(({ state, origins }) => state === 'notConfigured' && origins.length === 0));
  assert.deepEqual(rest, {
    restorePage: { state: 'notConfigured', origin: undefined },
    excludedGroups: [],
    excludedCategories: [],
    optedIn: [],
    problems: [],
  });
});

const EXCLUSIONS: readonly (readonly [name: string, groups: readonly BackupGroup[], categories: number])[] = [
  ['DisableSettingSync', ['apps', 'accessibility', 'accounts', 'personalization', 'language', 'other'], 12],
  ['DisableApplicationSettingSync', ['apps'], 1],
  ['DisableCredentialsSettingSync', ['accounts'], 2],
  ['DisablePersonalizationSettingSync', ['personalization'], 1],
  ['DisableAccessibilitySettingSync', ['accessibility'], 1],
  ['DisableLanguageSettingSync', ['language'], 1],
  ['DisableWindowsSettingSync', ['other'], 8],
];

test('each exclusion takes its groups and their categories along when enabled, or when nobody can tell, and only then', () => {
  for (const [name, groups, categories] of EXCLUSIONS) {
    const policy = policyNamed(name);
    const toUnknown = { target: { kind: 'group' as const, groupId: 'kiosks' } };
    const enabled = toAll('Exclude', [{ policy, state: 'enabled' }]);
    const cases: readonly (readonly [input: ResolveInput, excluded: boolean])[] = [
      [{ ...NOBODY, tenant: [enabled] }, true],
      [{ ...NOBODY, tenant: [toAll('Do not exclude', [{ policy, state: 'disabled' }])] }, false],
      [{ ...NOBODY, tenant: [toAll('Broken', [{ policy, state: 'notUnderstood' }])] }, true],
      [{ ...NOBODY, tenant: [{ ...enabled, assignments: [toUnknown] }] }, false],
      [{ ...NOBODY, subject: { device: {} }, tenant: [{ ...enabled, assignments: [toUnknown] }] }, true],
      [{ ...NOBODY, local: [{ policy: name, by: 'gpo', state: 'enabled' }] }, true],
    ];
    for (const [input, excluded] of cases) {
      const { excludedGroups, excludedCategories } = resolvePolicy(input);
      assert.deepEqual(excludedGroups, excluded ? groups : [], name);
      assert.equal(excludedCategories.length, excluded ? categories : 0, name);
    }
  }
});

test('a person may turn a group on again only where everybody who excludes it lets them', () => {
  const policy = policyNamed('DisableCredentialsSettingSync');
  const tenant = (box: boolean | undefined): TenantPolicy =>
    toAll(`box ${box}`, [{ policy, state: 'enabled', ...(box === undefined ? {} : { userMayOverride: box }) }]);
  const local = (box: boolean): LocalPolicyValue => ({
    policy: policy.name,
    by: 'gpo',
    state: 'enabled',
    userMayOverride: box,
  });
  const cases: readonly (readonly [may: boolean, said: Partial<ResolveInput>])[] = [
    [true, { tenant: [tenant(true)] }],
    [false, { tenant: [tenant(false)] }],
    [false, { tenant: [tenant(undefined)] }],
    [false, { tenant: [tenant(true), tenant(false)] }],
    [true, { tenant: [tenant(true)], local: [local(true)] }],
    [false, { tenant: [tenant(true)], local: [local(false)] }],
  ];
  for (const [may, said] of cases) {
    assert.equal(valueOf(resolvePolicy({ ...NOBODY, ...said }), policy.name).userMayOverride, may);
  }
  const off = resolvePolicy({ ...NOBODY, tenant: [toAll('off', [{ policy, state: 'disabled' }])] });
  assert.equal(valueOf(off, policy.name).userMayOverride, undefined);
});

test('companions are what they are set to; a disabled one wins over an enabled one', () => {
  for (const policy of POLICIES.filter(({ effect }) => effect.kind === 'companion')) {
    const said = (...states: readonly PolicyState[]) =>
      valueOf(
        resolvePolicy({ ...NOBODY, tenant: states.map((state, i) => toAll(`${i}`, [{ policy, state }])) }),
        policy.name,
      );
    assert.equal(said('enabled').state, 'enabled');
    assert.equal(said('disabled').state, 'disabled');
    const both = said('enabled', 'disabled');
    assert.deepEqual([both.state, both.isConflict], ['disabled', true]);
    assert.deepEqual(
      both.origins.map((origin) => origin.by === 'tenant' && origin.policyId),
      ['1', '0'],
    );
  }
});

test('Group Policy beside an MDM: equal is mixed, different is a conflict, an echo is neither', () => {
  const backup = policyNamed('EnableWindowsBackup');
  const feed = policyNamed('EnableActivityFeed');
  const gpo = (policy: Policy, state: LocalPolicyValue['state']) => ({
    policy: policy.name,
    by: 'gpo' as const,
    state,
  });
  const mdm = (policy: Policy, state: LocalPolicyValue['state']) => ({
    policy: policy.name,
    by: 'mdm' as const,
    state,
  });
  const tenant = [toAll('On', [{ policy: backup, state: 'enabled' }])];
  const cases: readonly (readonly [said: Partial<ResolveInput>, state: PolicyState, problem: readonly string[]])[] = [
    [{ local: [gpo(backup, 'enabled')] }, 'enabled', []],
    // Windows writes Group Policy's value for an ADMX-backed policy that an MDM sets.
    [{ local: [gpo(backup, 'enabled'), mdm(backup, 'enabled')] }, 'enabled', []],
    [{ local: [gpo(feed, 'enabled'), mdm(feed, 'enabled')] }, 'enabled', ['policy-mixed']],
    [{ local: [gpo(backup, 'disabled'), mdm(backup, 'enabled')] }, 'disabled', ['policy-conflict']],
    [{ tenant, local: [gpo(backup, 'enabled')] }, 'enabled', ['policy-mixed']],
    [{ tenant, local: [gpo(backup, 'disabled')] }, 'disabled', ['policy-conflict']],
    // The service's policies and Intune's are one way of managing.
    [{ tenant, local: [gpo(backup, 'enabled'), mdm(backup, 'enabled')] }, 'enabled', []],
    [{ tenant, local: [mdm(backup, 'disabled')] }, 'disabled', ['policy-conflict']],
    [{ tenant, local: [gpo(backup, 'notUnderstood')] }, 'disabled', ['policy-not-understood', 'policy-conflict']],
  ];
  for (const [said, state, problem] of cases) {
    const resolved = resolvePolicy({ ...NOBODY, ...said });
    const name = resolved.values.find((value) => value.state !== 'notConfigured')?.policy.name ?? '';
    assert.equal(valueOf(resolved, name).state, state, JSON.stringify(said));
    assert.deepEqual(
      resolved.problems.map(({ code }) => code),
      problem,
      JSON.stringify(said),
    );
  }
});

test("Windows' own default counts where the organization chose so, from 26H2, on joined devices, and where nobody spoke", () => {
  const disabled = toAll('Off', [{ policy: policyNamed('EnableWindowsBackup'), state: 'disabled' }]);
  const cases: readonly (readonly [
    device: DeviceFacts,
    state: ResolvedValue['state'],
    said?: Partial<ResolveInput>,
  ])[] = [
    [{ windowsBuild: 26300, joinState: 'entraJoined' }, 'enabled'],
    [{ windowsBuild: 26300, joinState: 'hybridJoined' }, 'enabled'],
    [{ windowsBuild: 28100, joinState: 'entraJoined' }, 'enabled'],
    [{ windowsBuild: 28000, joinState: 'entraJoined' }, 'notConfigured'],
    [{ windowsBuild: 26200, joinState: 'entraJoined' }, 'notConfigured'],
    [{ windowsBuild: 26300, joinState: 'workplaceRegistered' }, 'notConfigured'],
    [{ windowsBuild: 26200 }, 'notConfigured'],
    [{ joinState: 'entraJoined' }, 'unknown'],
    [{ windowsBuild: 26300 }, 'unknown'],
    [{ windowsBuild: 26300, joinState: 'entraJoined' }, 'notConfigured', { isBackupOnByDefault: false }],
    [{ windowsBuild: 26300, joinState: 'entraJoined' }, 'disabled', { tenant: [disabled] }],
  ];
  for (const [device, state, said] of cases) {
    const input = { ...NOBODY, subject: { ...NOBODY.subject, device }, isBackupOnByDefault: true, ...said };
    const value = valueOf(resolvePolicy(input), 'EnableWindowsBackup');
    assert.equal(value.state, state, JSON.stringify(device));
    if (state === 'enabled') assert.deepEqual(value.origins, [{ by: 'windowsDefault' }]);
    if (state === 'unknown') assert.equal(value.missing?.length, 1);
  }
});

test('a setting is asked for by its own policy or its category, unless one of them says no or nobody can tell', () => {
  const [category, ...settings] = OPT_IN_POLICIES.filter(({ category: { id } }) => id === 'time-language');
  const [setting] = settings;
  assert.ok(category?.scope === 'category' && setting?.scope === 'setting');
  const id = 'time.zone.auto';
  const cases: readonly (readonly [PolicyState | undefined, PolicyState | undefined, readonly string[]])[] = [
    [undefined, undefined, []],
    ['enabled', undefined, [id]],
    [undefined, 'enabled', [id]],
    ['enabled', 'disabled', []],
    ['disabled', 'enabled', []],
    ['disabled', undefined, []],
  ];
  for (const [ofCategory, ofSetting, optedIn] of cases) {
    const chosen: readonly ChosenSetting[] = [
      ...(ofCategory === undefined ? [] : [{ policy: category, state: ofCategory }]),
      ...(ofSetting === undefined ? [] : [{ policy: setting, state: ofSetting }]),
    ];
    assert.deepEqual(resolvePolicy({ ...NOBODY, tenant: [toAll('Ask', chosen)] }).optedIn, optedIn);
  }
  const forAll = toAll('Ask', [{ policy: category, state: 'enabled' }]);
  const perhaps = { target: { kind: 'group' as const, groupId: 'kiosks' } };
  const refusing = { ...toAll('Refuse', [{ policy: setting, state: 'disabled' }]), assignments: [perhaps] };
  const unsure = { ...NOBODY, subject: { device: {} }, tenant: [forAll, refusing] };
  assert.deepEqual(resolvePolicy(unsure).optedIn, []);
});

test('the restore page: a pilot before everybody, the lowest number first, the default last, a skipped one falls through', () => {
  const page = (
    priority: number,
    state: RestorePageConfiguration['state'],
    groupId?: string,
  ): RestorePageConfiguration => ({
    id: `${priority}-${state}`,
    name: `${priority} ${state}`,
    priority,
    state,
    assignments: groupId === undefined ? [] : [{ target: { kind: 'group', groupId } }],
  });
  const unknown: PolicySubject = { device: {} };
  const cases: readonly (readonly [
    RestorePageConfiguration[],
    ResolvedPolicy['restorePage']['state'],
    (string | undefined)?,
    PolicySubject?,
  ])[] = [
    [[], 'notConfigured'],
    [[page(0, 'enabled')], 'enabled', '0 enabled'],
    [[page(0, 'disabled'), page(1, 'enabled', 'pilot')], 'enabled', '1 enabled'],
    [[page(0, 'disabled'), page(1, 'enabled', 'others')], 'disabled', '0 disabled'],
    [[page(1, 'disabled', 'pilot'), page(2, 'enabled', 'pilot')], 'disabled', '1 disabled'],
    [[page(0, 'enabled'), page(1, 'notConfigured', 'pilot')], 'enabled', '0 enabled'],
    [[page(0, 'disabled'), page(1, 'enabled')], 'disabled', '0 disabled'],
    [[page(0, 'disabled'), page(1, 'enabled', 'pilot')], 'unknown', undefined, unknown],
    [[page(0, 'enabled'), page(1, 'enabled', 'pilot')], 'enabled', '0 enabled', unknown],
    [[page(1, 'enabled', 'pilot')], 'unknown', undefined, unknown],
  ];
  for (const [restorePage, state, origin, subject] of cases) {
    const input = { ...NOBODY, restorePage, subject: { ...(subject ?? NOBODY.subject), device: {} } };
    const resolved = resolvePolicy(input).restorePage;
    assert.equal(resolved.state, state, JSON.stringify(restorePage));
    assert.equal(resolved.origin?.by === 'tenant' ? resolved.origin.policyName : undefined, origin);
  }
});
