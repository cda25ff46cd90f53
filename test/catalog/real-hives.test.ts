// The catalog against registry hives of real Windows installations, which nobody made with it in mind: every value is one that
// its codec takes, and a profile that nobody has used yet differs from no default.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { catalog } from '../../src/domain/catalog/catalog.ts';
import type { Setting, SettingValue } from '../../src/domain/catalog/setting.ts';
import { buildInRange } from '../../src/domain/device/windows-build.ts';
import { ok, type Result } from '../../src/lib/result.ts';
import { type Hive, openHive } from '../../src/regf/hive.ts';

const folder = join(import.meta.dirname, '../../../shared/data/hives/user');
const skip = existsSync(folder) ? false : 'the real hives (../shared/data/hives/user) are not here';
const settings = catalog.categories.flatMap((category) => category.settings);

const UNUSED = [
  { file: 'win10-default-2022-10.NTUSER.DAT', build: 19045 },
  { file: 'win81-default.NTUSER.DAT.gz', build: 9600 },
  { file: 'win7-default.NTUSER.DAT.gz', build: 7601 },
];
const USED = [
  { file: 'win11-21H2-22000-Administrator.NTUSER.DAT.gz', build: 22000 },
  { file: 'win10-22H2-19045-admin.NTUSER.DAT.gz', build: 19045 },
  { file: 'win10-preview-9926-Patrick.NTUSER.DAT.gz', build: 9926 },
  { file: 'win81-9600-bperry.NTUSER.DAT.gz', build: 9600 },
];

for (const { file } of [...UNUSED, ...USED]) {
  test(`every catalogued value of ${file} is understood`, { skip }, () => {
    const found = valuesIn(file);
    assert.ok(found.length > 80, `${found.length} values`);
    const refused = found.flatMap(({ setting, read }) =>
      read.ok || NO_CHOICE.has(setting.id) ? [] : [`${setting.id}: ${read.error}`],
    );
    assert.deepEqual(refused, []);
  });
}

/** What untouched profiles hold here is a mark of Windows' own and not a value: text that points elsewhere, or "not asked yet". */
const NO_CHOICE = new Set(['personalization.windowMetrics.borderWidth', 'privacy.tailoredExperiences']);

for (const { file, build } of UNUSED) {
  test(`nothing in the unused profile ${file} differs from a default`, { skip }, () => {
    for (const { setting, read } of valuesIn(file)) {
      const byDefault = setting.defaults.find((each) => buildInRange(build, each.builds) === true);
      if (byDefault !== undefined && !NO_CHOICE.has(setting.id))
        assert.deepEqual(read, ok(byDefault.value), setting.id);
    }
  });
}

type Found = { readonly setting: Setting; readonly read: Result<SettingValue, string> };

/** Each setting that the hive holds, with its value or the reason why it is none. */
function valuesIn(file: string): readonly Found[] {
  const hive = open(file);
  return settings.flatMap((setting) => {
    if (setting.at.kind !== 'registry' || setting.at.hive !== 'NTUSER.DAT') return [];
    const raw = hive.find(setting.at.key)?.value(setting.at.value);
    if (raw === undefined) return [];
    return [{ setting, read: setting.codec.decode({ type: raw.type, data: raw.data }) }];
  });
}

function open(file: string): Hive {
  const stored = readFileSync(join(folder, file));
  const hive = openHive(file.endsWith('.gz') ? gunzipSync(stored) : stored);
  assert.ok(hive.ok);
  return hive.value;
}
