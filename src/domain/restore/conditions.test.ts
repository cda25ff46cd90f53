import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { everyOptIn, reader, settings, target } from '../../../test/fixtures/memory-profile.ts';
import { acceptedValues, emptyPlace } from '../../../test/fixtures/setting-examples.ts';
import { catalog } from '../catalog/catalog.ts';
import { type Setting, type SettingValue, locationKey } from '../catalog/setting.ts';
import { observe } from '../snapshot/observe.ts';
import { takeSnapshot } from '../snapshot/take-snapshot.ts';
import { type ConditionFacts, whyNot } from './conditions.ts';
import { planRestore } from './plan.ts';

const NOTHING: ConditionFacts = {
  sourceBuild: undefined,
  targetBuild: undefined,
  sourceScaling: undefined,
  targetScaling: undefined,
  current: undefined,
  after: undefined,
};

test('what is not known never counts as held', () => {
  for (const condition of [
    'sameRelease',
    'sameScaling',
    'neverWeaker:higherIsStricter',
    'neverWeaker:lowerIsStricter',
  ] as const)
    assert.match(whyNot(condition, NOTHING) ?? '', /known/);
});

test('scaling has to be the same on both sides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 500 }), fc.integer({ min: 100, max: 500 }), (source, onto) => {
      const why = whyNot('sameScaling', { ...NOTHING, sourceScaling: source, targetScaling: onto });
      assert.equal(why === undefined, source === onto);
      assert.equal(whyNot('sameScaling', { ...NOTHING, sourceScaling: source, targetScaling: source }), undefined);
    }),
  );
});

/** How strict a value is; the larger, the stricter. */
const STRICTNESS: Readonly<Record<string, (value: SettingValue) => number>> = {
  'neverWeaker:higherIsStricter': Number,
  'neverWeaker:lowerIsStricter': (value) => -Number(value),
  'neverWeaker:denyIsStricter': (value) => (value === 'Deny' ? 1 : 0),
};

test('no backup makes any of the guarded settings weaker than the target has it', () => {
  const guarded = settings.filter((setting) => strictnessOf(setting) !== undefined);
  assert.ok(guarded.length >= 60, `${guarded.length} settings`);
  for (const setting of guarded) {
    for (const from of acceptedValues(setting)) {
      for (const onto of acceptedValues(setting)) {
        const weaker = (strictnessOf(setting)?.(from) ?? 0) < (strictnessOf(setting)?.(onto) ?? 0);
        const { changes } = planned(setting, from, onto);
        assert.equal(changes.length === 0, weaker || from === onto, `${setting.id}: ${JSON.stringify([from, onto])}`);
      }
    }
  }
});

test('what locks the device, shows over the lock or was consented to is guarded', () => {
  const sensitive =
    /^(accounts\.(dynamicLock|requireSignIn)|system\.screenSaver|system\.share|system\.notifications\.(lockScreen|aboveLock|criticalAboveLock)|privacy\.(appPermission|advertisingId|location|webContentEval|onlineSpeech|voiceActivation)|privacy\.search\.safeSearch|devices\.autoplay\.enabled)/;
  const bare = settings.filter((setting) => sensitive.test(setting.id) && strictnessOf(setting) === undefined);
  assert.deepEqual(
    bare.map((setting) => setting.id),
    [],
  );
  assert.ok(settings.filter((setting) => sensitive.test(setting.id)).length > 35);
});

function strictnessOf({ conditions = [] }: Setting): ((value: SettingValue) => number) | undefined {
  return conditions.map((condition) => STRICTNESS[condition]).find((strictness) => strictness !== undefined);
}

/** A plan for this one setting, from a profile that holds `from` onto one that holds `onto`. */
function planned(setting: Setting, from: SettingValue, onto: SettingValue): ReturnType<typeof planRestore> {
  const facts = { windowsBuild: 26100 };
  const holding = (value: SettingValue): ReadonlyMap<string, { type: number; data: Uint8Array }> => {
    const raw = setting.codec.encode(value, emptyPlace(setting));
    assert.ok(raw.ok);
    return new Map([[locationKey(setting.at), raw.value]]);
  };
  const scope = { facts, covers: () => true, optedIn: everyOptIn };
  const observed = observe(only(setting), reader(holding(from)), scope);
  const context = { catalogVersion: catalog.version, facts, capturedAt: '2026-01-01T00:00:00Z', excluded: [] };
  return planRestore({
    snapshot: takeSnapshot(observed, context),
    catalog: only(setting),
    target: target(holding(onto), facts),
    selection: {},
    exact: true,
  });
}

/** The catalog with this one setting, so that no other of its group takes part. */
function only(setting: Setting): typeof catalog {
  const categories = catalog.categories.filter((category) => category.settings.includes(setting));
  return { ...catalog, categories: categories.map((category) => ({ ...category, settings: [setting] })) };
}
