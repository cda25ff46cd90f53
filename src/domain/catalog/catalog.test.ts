// Laws over every setting of the catalog. A new entry is held to them by being in the list.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { acceptedValues, emptyPlace } from '../../../test/fixtures/setting-examples.ts';
import { REG_BINARY, REG_DWORD, REG_EXPAND_SZ, REG_MULTI_SZ, REG_SZ } from '../../regf/value-type.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import { type BuildRange, buildInRange } from '../device/windows-build.ts';
import { catalog, settingsById } from './catalog.ts';
import { CATEGORY_IDS } from './category.ts';
import { OWN_FILE } from './codecs/inbox-file.ts';
import { writeDecimal, writeDword } from './codecs/number.ts';
import { writeText } from './codecs/text.ts';
import { locationKey, locationName, type Setting, type SettingValue } from './setting.ts';

const settings = catalog.categories.flatMap((category) => category.settings);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...'0 1 126 4294967295 -1 narrator,osk'.split(' ')),
);
const anyBytes = fc.uint8Array({ maxLength: 64, size: 'max' });
const anyRaw: fc.Arbitrary<RawValue> = fc.oneof(
  fc.record({ type: fc.constantFrom(REG_SZ, REG_EXPAND_SZ, REG_MULTI_SZ), data: anyText.map(writeText) }),
  fc.oneof(fc.nat(100), fc.nat(0xffff_ffff)).map(writeDword),
  fc.oneof(fc.nat(600), fc.nat(0xffff_ffff)).map(writeDecimal),
  fc.record({ type: fc.constantFrom(REG_BINARY, REG_DWORD), data: anyBytes }),
  fc.record({ type: fc.nat(), data: anyBytes }),
);
const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.array(fc.string()),
  fc.jsonValue(),
  fc.record({ base64: fc.oneof(fc.base64String(), fc.jsonValue()) }),
  fc.constantFrom(null, 'constructor', '__proto__', -0, 1.5, 2 ** 53, {}, [[]], { base64: null }),
);

function forEverySetting(law: (setting: Setting) => void): void {
  for (const setting of settings) {
    try {
      law(setting);
    } catch (error) {
      throw new Error(`${setting.id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

test('all categories are there, in order, and none is empty', () => {
  assert.deepEqual(
    catalog.categories.map((category) => category.id),
    [...CATEGORY_IDS],
  );
  for (const category of catalog.categories) assert.ok(category.settings.length > 0, category.id);
  assert.ok(settings.length >= 700);
});

test('ids are well-formed and name one setting each', () => {
  forEverySetting(({ id }) => assert.match(id, /^[a-z]+(\.[a-zA-Z0-9]+)+$/));
  assert.equal(settingsById(catalog).size, settings.length);
});

test('within a category no two settings have the same name', () => {
  for (const category of catalog.categories) {
    const names = category.settings.map((setting) => setting.name);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
  }
});

test('two settings own the same value only where each owns a part, and a part of its own', () => {
  for (const owners of ownersByPlace()) {
    if (owners.length === 1) continue;
    for (const owner of owners) {
      assert.ok(owner.codec.shared, `${owner.id} is not alone at ${locationName(owner.at)}`);
      for (const other of owners) if (other !== owner) assertApart(owner, other);
    }
  }
});

test('settings that share a value agree on what it is by default', () => {
  for (const owners of ownersByPlace()) {
    const starts = owners.flatMap((owner) =>
      owner.defaults.map((each) => owner.codec.encode(each.value, undefined)).filter((written) => written.ok),
    );
    if (owners.length > 1)
      for (const start of starts) assert.deepEqual(start, starts[0], owners.map((owner) => owner.id).join(', '));
  }
});

test('a group stays in one category and is captured as one', () => {
  const groups = Map.groupBy(
    catalog.categories.flatMap((category) => category.settings.map((setting) => ({ category: category.id, setting }))),
    ({ setting }) => setting.group,
  );
  for (const [group, members] of groups) {
    if (group === undefined) continue;
    assert.ok(members.length > 1, `${group} has one member`);
    assert.equal(new Set(members.map((member) => member.category)).size, 1, group);
    assert.equal(new Set(members.map((member) => member.setting.optIn)).size, 1, group);
  }
});

test('values of the machine are there only on request and only for an elevated agent', () => {
  forEverySetting(({ at, elevated, optIn }) => {
    assert.equal(elevated === true, at.kind === 'registry' && ['SOFTWARE', 'SYSTEM'].includes(at.hive));
    if (elevated === true) assert.equal(optIn, true);
  });
});

test('build ranges are in order, and the ranges of defaults lie within and apart', () => {
  forEverySetting(({ builds, defaults }) => {
    assertRange(builds);
    for (const each of defaults) assertRange(each.builds);
    for (const build of [19045, 21999, 22000, 22621, 22631, 26100, 26200]) {
      if (buildInRange(build, builds) !== true) continue;
      const holding = defaults.filter((each) => buildInRange(build, each.builds) === true);
      assert.equal(holding.length, defaults.length === 0 ? 0 : 1, `build ${build}`);
    }
  });
});

test('every default can be written, reads back as itself and is described in words', () => {
  forEverySetting((setting) => {
    for (const { value } of setting.defaults) {
      assert.deepEqual(readBack(setting, value), value);
      assert.match(setting.codec.describe(value), /^[^{}"[\]]+$/);
    }
  });
});

test('every setting accepts something, and what it accepts reads back as itself', () => {
  forEverySetting((setting) => {
    const accepted = acceptedValues(setting);
    assert.ok(accepted.length > 0, 'accepts no example');
    for (const value of accepted) assert.deepEqual(readBack(setting, value), value);
    fc.assert(
      fc.property(anyJson, (json) => {
        const value = json as SettingValue;
        if (!setting.codec.encode(value, emptyPlace(setting)).ok) return;
        assert.equal(JSON.stringify(readBack(setting, value)), JSON.stringify(value));
      }),
      { numRuns: 60 },
    );
  });
});

test('whatever a capture takes, a restore can write, but for files of the person; and no bytes make a codec throw', () => {
  forEverySetting((setting) => {
    fc.assert(
      fc.property(anyRaw, (raw) => {
        const taken = setting.codec.decode(raw);
        if (!taken.ok || taken.value === OWN_FILE) return;
        const written = setting.codec.encode(taken.value, raw);
        assert.ok(written.ok, JSON.stringify(taken.value));
        assert.deepEqual(setting.codec.decode(written.value), taken);
      }),
      { numRuns: 60 },
    );
  });
});

test('no snapshot makes a codec throw, whatever it holds', () => {
  forEverySetting((setting) => {
    fc.assert(
      fc.property(anyJson, fc.option(anyRaw, { nil: undefined }), (json, current) => {
        const value = json as SettingValue;
        const written = setting.codec.encode(value, current);
        assert.equal(typeof (written.ok ? setting.codec.describe(value) : written.error), 'string');
        assert.equal(typeof setting.codec.describe(value), 'string');
      }),
      { numRuns: 60 },
    );
  });
});

test('switching a part leaves the other parts as they were, whatever the value holds', () => {
  for (const setting of settings.filter((each) => each.codec.shared)) {
    const others = ownersByPlace().find((owners) => owners.includes(setting)) ?? [];
    fc.assert(
      fc.property(anyRaw, fc.constantFrom(...acceptedValues(setting)), (before, value) => {
        const after = setting.codec.encode(value, before);
        if (!after.ok) return;
        for (const other of others) {
          if (other === setting) continue;
          assert.deepEqual(
            other.codec.decode(after.value),
            other.codec.decode(before),
            `${setting.id} changes ${other.id}`,
          );
        }
      }),
      { numRuns: 60 },
    );
  }
});

test('no place in the catalog is one from which Windows starts a program or takes a policy', () => {
  const dangerous =
    /\\(Run|RunOnce|RunServices)$|InprocServer|LocalServer|\\shell\\open|\\command$|\\Policies(\\|$)|Image File Execution|^Environment$|Command Processor|AppCompatFlags|\\Shell Folders$|UserChoice/i;
  forEverySetting(({ at }) => {
    if (at.kind === 'file') {
      assert.match(
        at.path,
        /^AppData\/(Local\/Packages\/[\w./]+\.bin|Roaming\/Microsoft\/Windows\/Themes\/TranscodedWallpaper)$/,
      );
      return;
    }
    if (at.kind === 'windows') return assert.equal(at.name, 'lockScreenPicture');
    assert.doesNotMatch(`${at.key}\\`, /\\\\/);
    assert.doesNotMatch(at.key, dangerous);
    assert.doesNotMatch(at.value, /^(Shell|Userinit|SCRNSAVE\.EXE|AutoRun|Load|Run)$/i);
  });
});

test('no setting lets a snapshot name a program, a library, a share or a script', () => {
  const hostile = [
    'C:\\Users\\Public\\evil.exe',
    '\\\\evil.example\\share\\x.dll',
    '%TEMP%\\x.scr',
    'evil.exe /quiet',
    'file:///C:/x.pac',
    'javascript:alert(1)',
    'http://evil.example/x.pac',
    'https://user:secret@evil.example/x.pac',
    '{86CA1AA0-34AA-4E8B-A509-50C905BAE2A2}',
    'evil\nline',
    'x'.repeat(10_000),
  ];
  // The texts of regional formats are only ever printed, and a bypass list only ever compared with host names.
  const printed = settings.filter(({ id }) => !id.startsWith('language.format.') && id !== 'network.proxy.override');
  for (const { id, codec } of printed) {
    for (const value of hostile)
      assert.equal(codec.encode(value, undefined).ok, false, `${id} takes ${value.slice(0, 50)}`);
  }
});

function ownersByPlace(): readonly (readonly Setting[])[] {
  return [...Map.groupBy(settings, (setting) => locationKey(setting.at)).values()];
}

/** Changing one leaves the other as it was, from any of its states. */
function assertApart(one: Setting, other: Setting): void {
  for (const state of acceptedValues(other)) {
    const before = other.codec.encode(state, emptyPlace(other));
    assert.ok(before.ok);
    for (const value of acceptedValues(one)) {
      const after = one.codec.encode(value, before.value);
      assert.ok(after.ok);
      assert.deepEqual(other.codec.decode(after.value), { ok: true, value: state }, `${one.id} changes ${other.id}`);
    }
  }
}

function readBack(setting: Setting, value: SettingValue): SettingValue {
  const written = setting.codec.encode(value, emptyPlace(setting));
  assert.ok(written.ok, written.ok ? '' : `${JSON.stringify(value)}: ${written.error}`);
  const read = setting.codec.decode(written.value);
  assert.ok(read.ok, read.ok ? '' : read.error);
  return read.value;
}

function assertRange(range: BuildRange | undefined): void {
  const { from = 7600, to = 99_999 } = range ?? {};
  assert.ok(7600 <= from && from <= to && to <= 99_999, `${from} to ${to}`);
}
