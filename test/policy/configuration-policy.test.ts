// Settings catalog policies: what is written reads back, what is not understood is named and strict, anything at all is read or
// refused; and the policy that many organizations use.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/lib/canonical-json.ts';
import { type ParsedPolicy, parseConfigurationPolicy } from '../../src/domain/policy/configuration-policy.ts';
import { policyBody, type PolicyTemplate } from '../../src/domain/policy/policy-body.ts';
import { parseEnrollmentConfiguration } from '../../src/domain/policy/restore-page.ts';
import { POLICIES, SETTING_DEFINITIONS } from '../../src/domain/policy/setting-definitions.ts';
import { arbitrarySettings } from './arbitrary.ts';

const BASELINE = join(
  import.meta.dirname,
  '../../../shared/data/intune/settings-catalog/openintunebaseline/SettingsCatalog',
  'Win - OIB - SC - Windows User Experience - D - Settings Sync - v3.7.json',
);
const absent = existsSync(BASELINE) ? false : 'the collected Intune policies are not present';

function parsed(json: Json): ParsedPolicy {
  const policy = parseConfigurationPolicy(json);
  assert.ok(policy.ok, JSON.stringify(policy));
  return policy.value;
}

const template: fc.Arbitrary<PolicyTemplate> = fc.record({
  name: fc.string({ minLength: 1 }),
  description: fc.string(),
  settings: arbitrarySettings(POLICIES).map((settings) =>
    settings.flatMap(({ state, ...rest }) => (state === 'notUnderstood' ? [] : [{ ...rest, state }])),
  ),
});

test('what is written reads back, in any case of letters', () => {
  fc.assert(
    fc.property(template, fc.boolean(), (written, shout) => {
      const text = JSON.stringify(policyBody(written));
      const body = shout ? text.replaceAll(/(device_vendor|keepsake)_\w+/g, (id) => id.toUpperCase()) : text;
      const { policy, findings, unknownSettingCount } = parsed(JSON.parse(body) as Json);
      assert.deepEqual(policy.settings, written.settings);
      assert.deepEqual([findings, unknownSettingCount], [[], 0]);
    }),
  );
});

test('every definition has an id and options of its own, and no two policies a name or a place', () => {
  const ids = SETTING_DEFINITIONS.flatMap(({ id, options, override }) => [
    id,
    ...Object.values(options),
    ...(override === undefined ? [] : Object.values(override)),
  ]);
  assert.equal(new Set(ids).size, ids.length);
  const places = POLICIES.flatMap(({ gpo, mdm }) => [gpo, mdm].map((it) => it && JSON.stringify(it.location))).filter(
    Boolean,
  );
  assert.equal(new Set(places).size, places.length);
  assert.equal(new Set(POLICIES.map(({ name }) => name.toLowerCase())).size, POLICIES.length);
});

test('the documented ids are these', () => {
  const ids = new Set(SETTING_DEFINITIONS.flatMap(({ id, options }) => [id, options.enabled]));
  for (const id of [
    'device_vendor_msft_policy_config_settingssync_enablewindowsbackup_1',
    'device_vendor_msft_windowsbackupandrestore_enablewindowsrestore_true',
    'device_vendor_msft_policy_config_admx_settingsync_disablecredentialssettingsync_1',
    'device_vendor_msft_policy_config_settingssync_disableaccessibilitysettingsync',
    'device_vendor_msft_policy_config_admx_grouppolicy_enablecdp_1',
    'device_vendor_msft_policy_config_privacy_enableactivityfeed_1',
    'device_vendor_msft_policy_config_connectivity_allowconnecteddevices',
  ]) {
    assert.ok(ids.has(id), id);
  }
});

test('a setting of others is counted; one of ours with a strange option is kept as not understood, and named', () => {
  const id = 'device_vendor_msft_policy_config_settingssync_enablewindowsbackup';
  const setting = (settingDefinitionId: string, value: Json): Json => ({
    settingInstance: { settingDefinitionId, choiceSettingValue: { value, children: [] } },
  });
  const { policy, findings, unknownSettingCount } = parsed({
    name: 'Half written',
    settings: [setting('device_vendor_msft_policy_config_defender_x', 'y'), setting(id, `${id}_7`), setting(id, null)],
  });
  assert.deepEqual(
    policy.settings.map(({ state }) => state),
    ['notUnderstood', 'notUnderstood'],
  );
  assert.equal(unknownSettingCount, 1);
  assert.deepEqual(
    findings.map(({ code, path }) => [code, path]),
    [1, 2].map((i) => ['unknown-value', `$.settings[${i}].settingInstance.choiceSettingValue.value`]),
  );
});

test('without the check box, or with a strange one, a person may not turn a group on again', () => {
  const id = 'device_vendor_msft_policy_config_admx_settingsync_disablesettingsync';
  const box = `${id}_checkbox_useroverride`;
  const child = (value: string): Json => ({ settingDefinitionId: box, choiceSettingValue: { value } });
  const cases: readonly (readonly [may: boolean, children: Json[]])[] = [
    [true, [child(`${box}_1`)]],
    [false, [child(`${box}_0`)]],
    [false, [child(`${box}_2`)]],
    [false, []],
  ];
  for (const [may, children] of cases) {
    const settingInstance = { settingDefinitionId: id, choiceSettingValue: { value: `${id}_1`, children } };
    assert.equal(parsed({ name: 'x', settings: [{ settingInstance }] }).policy.settings[0]?.userMayOverride, may);
  }
});

test('what is malformed is named with its place', () => {
  const cases: readonly (readonly [Json, string])[] = [
    [{ settings: [] }, '$.name'],
    [{ name: 7 }, '$.name'],
    [{ name: 'x', settings: {} }, '$.settings'],
    [{ name: 'x', settings: [{}] }, '$.settings[0].settingInstance.settingDefinitionId'],
    [
      { name: 'x', assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } }] },
      '$.assignments[0].target.groupId',
    ],
    ['x', '$'],
  ];
  for (const [json, path] of cases) {
    const policy = parseConfigurationPolicy(json);
    assert.ok(
      !policy.ok && policy.error.some((finding) => finding.path === path),
      `${path}: ${JSON.stringify(policy)}`,
    );
  }
});

test('OpenIntuneBaseline: backup and restore are enabled, passwords stay behind and nobody may change that', {
  skip: absent,
}, () => {
  const { policy, findings, unknownSettingCount } = parsed(JSON.parse(readFileSync(BASELINE, 'utf8')) as Json);
  assert.deepEqual(
    policy.settings.map(({ policy: { name }, state, userMayOverride }) => [name, state, userMayOverride]),
    [
      ['DisableCredentialsSettingSync', 'enabled', false],
      ['EnableWindowsBackup', 'enabled', undefined],
      ['EnableWindowsRestore', 'enabled', undefined],
    ],
  );
  assert.deepEqual([findings, unknownSettingCount, policy.assignments], [[], 0, []]);
});

test('enrollment configurations: the restore page is read, others are told apart, a strange state is refused', () => {
  const type = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
  const page = parseEnrollmentConfiguration({
    '@odata.type': type,
    id: 'x_WindowsRestore',
    displayName: 'All',
    priority: 0,
    state: 'Enabled',
  });
  assert.deepEqual(page.ok && page.value, {
    kind: 'restorePage',
    configuration: { id: 'x_WindowsRestore', name: 'All', priority: 0, state: 'enabled', assignments: [] },
  });
  const other = parseEnrollmentConfiguration({
    '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
  });
  assert.equal(other.ok && other.value.kind, 'other');
  for (const json of [
    { state: 'enabled' },
    { '@odata.type': type, state: 'on' },
    { '@odata.type': type, priority: -1 },
    null,
  ]) {
    assert.equal(parseEnrollmentConfiguration(json).ok, false, JSON.stringify(json));
  }
});

test('any JSON, and any policy with something replaced, is read or refused', () => {
  const strange = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(
      fc.oneof(
        strange,
        fc.tuple(template, strange, fc.nat()).map(([it, junk, at]) => damaged(it, junk, at)),
      ),
      (json) => {
        for (const parse of [parseConfigurationPolicy, parseEnrollmentConfiguration]) {
          assert.equal(typeof parse(json as Json).ok, 'boolean');
        }
      },
    ),
  );
});

/** The n-th value of the document is replaced. */
function damaged(written: PolicyTemplate, junk: unknown, at: number): unknown {
  let left = at % 60;
  return JSON.parse(JSON.stringify(policyBody(written)), (_, value: unknown) =>
    left-- === 0 ? junk : value,
  ) as unknown;
}
