import assert from 'node:assert/strict';
import { test } from 'node:test';

import { applied, reader, settings, snapshotOf, target } from '../../../test/fixtures/memory-profile.ts';
import { acceptedValues, emptyPlace } from '../../../test/fixtures/setting-examples.ts';
import { type Plan, planRestore } from '../restore/plan.ts';
import { catalog } from './catalog.ts';
import { writeDword } from './codecs/number.ts';
import { whyDenied } from './deny-list.ts';
import { managingPolicy, MANAGED } from './managed-by.ts';
import { locationKey, type Reading, type Setting } from './setting.ts';

const facts = { windowsBuild: 26100, scalingPercent: 100 };

test('every policy on the list stands above something, and none of them is itself a setting', () => {
  for (const { policy, names } of MANAGED) {
    assert.ok(names.length > 0, policy.value);
    for (const name of names) assert.ok(membersOf(name).length > 0, `${name} is neither a setting nor a group`);
    assert.ok(whyDenied(policy), `${policy.value} could travel`);
  }
});

test('what a policy decides is reported as managed, with the policy, and not written', () => {
  for (const { policy, names, freeAt } of MANAGED) {
    for (const setting of names.flatMap(membersOf).filter((it) => it.onlyWithGroup !== true)) {
      const free = (): Reading => ({ state: 'present', raw: writeDword(freeAt ?? 0) });
      assert.equal(
        managingPolicy(setting, free, (at) => at === policy),
        freeAt === undefined ? policy : undefined,
      );
      const plan = planFor(setting, new Map([[locationKey(policy), writeDword(freeAt === 1 ? 0 : 1)]]));
      assert.ok(
        plan.exclusions.some((it) => it.settingId === setting.id && it.code === 'managed'),
        setting.id,
      );
      assert.ok(
        plan.exclusions.some((it) => it.detail.includes(policy.value)),
        policy.value,
      );
      assert.deepEqual(
        plan.changes.map((it) => it.setting.id).filter((id) => id === setting.id),
        [],
      );
    }
  }
});

test('without a policy, or where it can not be seen, nothing is managed', () => {
  for (const setting of settings) {
    assert.equal(
      managingPolicy(
        setting,
        () => ({ state: 'absent' }),
        () => true,
      ),
      undefined,
    );
    assert.equal(
      managingPolicy(
        setting,
        () => assert.fail('it was read'),
        () => false,
      ),
      undefined,
    );
  }
});

function membersOf(name: string): readonly Setting[] {
  return settings.filter((setting) => setting.id === name || setting.group === name);
}

/** A backup that holds the setting's first value, planned onto a device that holds nothing but the policy. */
function planFor(setting: Setting, policies: ReadonlyMap<string, { type: number; data: Uint8Array }>): Plan {
  const [value] = acceptedValues(setting);
  assert.ok(value !== undefined);
  const raw = setting.codec.encode(value, emptyPlace(setting));
  assert.ok(raw.ok);
  const snapshot = snapshotOf(new Map([[locationKey(setting.at), raw.value]]), facts);
  const plan = planRestore({
    snapshot,
    catalog,
    target: target(policies, facts),
    selection: { settings: new Set([setting.id]) },
    exact: true,
  });
  assert.deepEqual(reader(applied(policies, plan))(setting.at), { state: 'absent' });
  return plan;
}
