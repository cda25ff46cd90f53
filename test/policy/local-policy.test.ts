// The laws of local policy over arbitrary registries, and the program on a real SOFTWARE hive.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { CATEGORY_IDS } from '../../src/domain/catalog/category.ts';
import { writeDword } from '../../src/domain/catalog/codecs/number.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { decideOnDemandRestore } from '../../src/domain/policy/on-demand-restore.ts';
import { categoriesOf } from '../../src/domain/policy/consequences.ts';
import { type LocalPolicy, localPolicy } from '../../src/domain/policy/local-policy.ts';
import { BACKUP_GROUPS, GROUPS_OF_CATEGORY } from '../../src/domain/policy/backup-groups.ts';
import type { PolicyPlace } from '../../src/domain/policy/policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { REG_BINARY, REG_QWORD, REG_SZ } from '../../src/regf/value-type.ts';
import { runKeepsake, tryKeepsake } from '../fixtures/program.ts';
import {
  groupPolicies,
  type PolicyRegistry,
  policyNamed,
  rawOf,
  readerOf,
  withValue,
  writeSoftwareHive,
} from './policy-registry.ts';

const places = WINDOWS_POLICIES.flatMap((policy) =>
  [policy.gpo, policy.mdm].filter((place) => place !== undefined).map((place) => ({ policy, place })),
);
const exclusions = places.filter(({ policy }) => policy.effect.kind === 'exclusion');

const garbage: fc.Arbitrary<RawValue> = fc.constantFrom(
  writeDword(7),
  { type: REG_SZ, data: writeText('1') },
  { type: REG_SZ, data: writeText('<maybe/>') },
  { type: REG_BINARY, data: new Uint8Array([1, 0, 0, 0]) },
  { type: REG_QWORD, data: new Uint8Array(8) },
  { type: 4, data: new Uint8Array([1]) },
);

const anyRegistry: fc.Arbitrary<PolicyRegistry> = fc
  .array(fc.tuple(fc.constantFrom('absent', 'absent', 'enabled', 'disabled', 'garbage'), garbage), {
    minLength: places.length,
    maxLength: places.length,
  })
  .map((picks) =>
    places.reduce<PolicyRegistry>((registry, { place }, i) => {
      const [kind, strange] = picks[i] ?? ['absent', writeDword(0)];
      return kind === 'absent' ? registry : withValue(registry, place.location, valueFor(place, kind, strange));
    }, new Map()),
  );

/** Enabled, so that the laws about what travels do not hold for want of anything that travels. */
const enablingRegistry = anyRegistry.map((registry) =>
  [...groupPolicies({ EnableWindowsBackup: 'enabled' }).values()].reduce(
    (all, { location, raw }) => withValue(all, location, raw),
    registry,
  ),
);

function valueFor(place: PolicyPlace, kind: string, strange: RawValue): RawValue {
  return kind === 'enabled' || kind === 'disabled' ? rawOf(place, kind) : strange;
}

/** What travels: nothing where backup is not allowed. */
function travels(policy: LocalPolicy): ReadonlySet<string> {
  if (!policy.backup.allowed) return new Set();
  const categories = CATEGORY_IDS.filter((id) => !policy.excludedCategories.includes(id));
  return new Set([...categories, ...(policy.excludedGroups.includes('apps') ? [] : ['(apps)'])]);
}

test('without any policy nothing is allowed, nothing is wrong, and each answer names its fix', () => {
  const policy = localPolicy(readerOf(new Map()));
  assert.deepEqual([policy.backup.allowed, policy.restore.allowed, policy.problems], [false, false, []]);
  assert.deepEqual(
    [...policy.backup.reasons, ...policy.restore.reasons].map(({ code, policy: name }) => [code, name]),
    [
      ['backup-not-enabled', 'EnableWindowsBackup'],
      ['restore-not-enabled', 'EnableWindowsRestore'],
    ],
  );
});

test('with the one policy enabled everything travels, whoever enabled it', () => {
  const { gpo, mdm } = policyNamed('EnableWindowsBackup');
  for (const place of [gpo, mdm]) {
    assert.ok(place);
    const policy = localPolicy(readerOf(withValue(new Map(), place.location, rawOf(place, 'enabled'))));
    assert.equal(travels(policy).size, CATEGORY_IDS.length + 1);
  }
});

test('each of the five companions stops backups when disabled, and only then', () => {
  const companions = WINDOWS_POLICIES.filter(({ effect }) => effect.kind === 'companion');
  assert.equal(companions.length, 5);
  for (const { name } of companions) {
    for (const state of ['enabled', 'disabled'] as const) {
      const policy = localPolicy(readerOf(groupPolicies({ EnableWindowsBackup: 'enabled', [name]: state })));
      assert.equal(policy.backup.allowed, state === 'enabled', `${name} ${state}`);
      if (state === 'disabled')
        assert.deepEqual(
          policy.backup.reasons.map((reason) => reason.policy),
          [name],
        );
    }
  }
});

test('adding an exclusion never enlarges what travels', () => {
  fc.assert(
    fc.property(enablingRegistry, fc.constantFrom(...exclusions), (registry, { place }) => {
      const before = travels(localPolicy(readerOf(registry)));
      const after = travels(localPolicy(readerOf(withValue(registry, place.location, rawOf(place, 'enabled')))));
      assert.ok(after.isSubsetOf(before));
    }),
  );
});

test('an exclusion takes its groups along, and every category that has something of them', () => {
  for (const { policy, place } of exclusions) {
    const registry = withValue(
      groupPolicies({ EnableWindowsBackup: 'enabled' }),
      place.location,
      rawOf(place, 'enabled'),
    );
    const result = localPolicy(readerOf(registry));
    const groups = policy.effect.kind === 'exclusion' ? policy.effect.groups : [];
    assert.deepEqual(new Set(result.excludedGroups), new Set(groups), policy.name);
    assert.deepEqual(result.excludedCategories, categoriesOf(groups), policy.name);
    assert.equal(result.backup.allowed, policy.name !== 'DisableSettingSync');
  }
  const ofCategories = new Set<string>(Object.values(GROUPS_OF_CATEGORY).flat());
  const ofSettings = Object.keys(BACKUP_GROUPS).filter((group) => group !== 'apps');
  assert.ok(ofSettings.every((group) => ofCategories.has(group)));
});

test('a value that can not be understood never widens anything, and is named', () => {
  fc.assert(
    fc.property(enablingRegistry, fc.constantFrom(...places), garbage, (registry, { policy, place }, raw) => {
      const before = localPolicy(readerOf(registry));
      const after = localPolicy(readerOf(withValue(registry, place.location, raw)));
      assert.ok(travels(after).isSubsetOf(travels(before)));
      assert.ok(before.restore.allowed || !after.restore.allowed);
      assert.ok(
        after.problems.some(({ code, policy: name }) => code === 'policy-not-understood' && name === policy.name),
      );
    }),
  );
});

test('what is unreadable counts as the stricter state', () => {
  const policy = localPolicy(() => ({ state: 'unreadable', reason: 'the cell is damaged' }));
  assert.deepEqual([policy.backup.allowed, policy.restore.allowed], [false, false]);
  assert.equal(policy.excludedCategories.length, CATEGORY_IDS.length);
});

test('a conflict is flagged exactly where Group Policy and MDM differ; a permission has reasons exactly where it is denied', () => {
  fc.assert(
    fc.property(anyRegistry, (registry) => {
      const policy = localPolicy(readerOf(registry));
      for (const value of policy.values) {
        const states = value.found.map(({ state }) => (state.ok ? state.value : 'strict'));
        const flagged = policy.problems.some(
          ({ code, policy: name }) => code === 'policy-conflict' && name === value.policy.name,
        );
        assert.equal(flagged, value.origin === 'conflict');
        if (states.length < 2) assert.notEqual(value.origin, 'conflict');
        else if (!states.includes('strict')) assert.equal(flagged, states[0] !== states[1]);
      }
      for (const { allowed, reasons } of [policy.backup, policy.restore]) assert.equal(allowed, reasons.length === 0);
    }),
  );
});

test('both places equal: an echo where Windows writes both for an MDM, mixed where it does not', () => {
  const cases = [
    ['EnableWindowsBackup', []],
    ['EnableActivityFeed', ['policy-mixed']],
  ] as const;
  for (const [name, problems] of cases) {
    const { gpo, mdm } = policyNamed(name);
    assert.ok(gpo && mdm);
    const registry = [gpo, mdm].reduce<PolicyRegistry>(
      (all, place) => withValue(all, place.location, rawOf(place, 'enabled')),
      new Map(),
    );
    const policy = localPolicy(readerOf(registry));
    assert.equal(policy.values.find((value) => value.policy.name === name)?.origin, 'mdm');
    assert.deepEqual(
      policy.problems.map(({ code }) => code),
      problems,
    );
  }
});

test('a restore on demand: what the policy allows, or an administrator in spite of it, by name and on record', () => {
  const request = fc.record({ despitePolicy: fc.boolean(), mayWritePolicies: fc.boolean() });
  fc.assert(
    fc.property(anyRegistry, request, (registry, asked) => {
      const policy = localPolicy(readerOf(registry));
      const decided = decideOnDemandRestore(policy, asked);
      const overridden = asked.despitePolicy && asked.mayWritePolicies;
      assert.equal(decided.kind, policy.restore.allowed ? 'allowed' : overridden ? 'overridden' : 'forbidden');
      if (decided.kind === 'overridden') assert.deepEqual(decided.despite, policy.restore.reasons);
      if (decided.kind === 'forbidden')
        assert.match(decided.because.fix, asked.despitePolicy ? /Run as administrator/ : /--despite-policy/);
    }),
  );
});

test('keepsake agent policy explains a SOFTWARE hive, and elsewhere says what it needs', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-policy-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const hive = join(folder, 'SOFTWARE');
  writeSoftwareHive(
    hive,
    groupPolicies({
      EnableWindowsBackup: 'enabled',
      DisableCredentialsSettingSync: 'enabled',
      AllowConnectedDevices: 'enabled',
      OptIn_time_zone_auto: 'enabled',
      OptIn_windows_update: 'enabled',
      OptIn_activeHours: 'disabled',
    }),
  );
  const said = runKeepsake(['agent', 'policy', '--software-hive', hive, '--json'], {}) as {
    backup: { allowed: boolean };
    restore: { allowed: boolean };
    excludedCategories: string[];
    optedIn: string[];
    policies: { name: string; origin: string }[];
  };
  assert.deepEqual([said.backup.allowed, said.restore.allowed], [true, false]);
  assert.deepEqual(said.excludedCategories, ['network-internet', 'accounts']);
  assert.deepEqual(
    said.optedIn.map((id) => id.split('.')[0]),
    ['time', 'update', 'update', 'update', 'update', 'update'],
  );
  const origins = Object.fromEntries(said.policies.map(({ name, origin }) => [name, origin]));
  assert.deepEqual(
    [origins.EnableWindowsBackup, origins.AllowConnectedDevices, origins.EnableCDP],
    ['gpo', 'mdm', 'default'],
  );
  assert.match(tryKeepsake(['agent', 'policy', '--software-hive', hive], {}).stdout, /Backup is allowed/);
  if (process.platform === 'win32') return;
  const refused = tryKeepsake(['agent', 'policy', '--json'], {});
  assert.equal(refused.status, 1);
  assert.match(refused.stdout, /"windows-needed"/);
});
