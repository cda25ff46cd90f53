// The list of Store apps: names from strangers, the rules of what an app is, and real package repositories.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readAppList } from '../../src/agent/apps/read-app-list.ts';
import { offlineRegistry } from '../../src/agent/registry/offline-registry.ts';
import type { App, AppsDocument } from '../../src/domain/apps/app-list.ts';
import {
  compareVersions,
  familyOfAppId,
  parsePackageFamilyName,
  parsePackageFullName,
} from '../../src/domain/apps/package-name.ts';
import { appsAmong, type PackageRecord, whyNoApp } from '../../src/domain/apps/store-apps.ts';
import { diffApps } from '../../src/domain/snapshot/diff-snapshots.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { documentText } from '../../src/domain/snapshot/take-snapshot.ts';
import { readApps } from '../../src/protocol/snapshot-format.ts';
import { createHive } from '../../src/regf/create.ts';
import { type Hive, openHive } from '../../src/regf/hive.ts';
import { REG_DWORD, REG_SZ } from '../../src/regf/value-type.ts';
import { capture } from '../server/service-fixture.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';

const PACKAGES = 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
const CALCULATOR = 'Microsoft.WindowsCalculator_10.1803.711.0_x64__8wekyb3d8bbwe';

const digits = '0123456789abcdefghjkmnpqrstvwxyz'.split('');
const anyFullName = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9.-]{3,50}$/),
    version: fc.tuple(fc.nat(65534), fc.nat(65535), fc.nat(65535), fc.nat(65535)).map((parts) => parts.join('.')),
    architecture: fc.constantFrom('x86', 'x64', 'arm', 'arm64', 'x86a64', 'neutral'),
    resourceId: fc.constantFrom('', '', 'neutral', '~', 'split.language-de', 'split.scale-150'),
    publisherId: fc.string({ unit: fc.constantFrom(...digits), minLength: 13, maxLength: 13 }),
  })
  .map((parts) => ({ ...parts, text: Object.values(parts).join('_') }));

test('a full name is taken apart exactly, and nothing else is taken for one', () => {
  fc.assert(
    fc.property(anyFullName, ({ text, ...parts }) => {
      const familyName = `${parts.name}_${parts.publisherId}`;
      assert.deepEqual(parsePackageFullName(text), { ...parts, familyName });
      assert.deepEqual(parsePackageFamilyName(familyName), { name: parts.name, publisherId: parts.publisherId });
      assert.equal(familyOfAppId(`${familyName}!App`), familyName);
      assert.equal(parsePackageFullName(`${text}_`), undefined);
      assert.equal(parsePackageFamilyName(text), undefined);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const parsed = parsePackageFullName(text);
      if (parsed === undefined) return;
      const { name, version, architecture, resourceId, publisherId } = parsed;
      assert.equal([name, version, architecture, resourceId, publisherId].join('_'), text);
    }),
  );
  for (const hostile of [
    'a b_c',
    '..\\x_8wekyb3d8bbwe',
    'x"&calc_8wekyb3d8bbwe',
    '-x;y_8wekyb3d8bbwe',
    'x_8WEKYB3D8BBWE',
  ]) {
    assert.equal(parsePackageFamilyName(hostile), undefined);
  }
});

test('versions are compared by number, part by part', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(65535), { minLength: 4, maxLength: 4 }), fc.nat(3), (parts, at) => {
      const higher = parts.with(at, (parts[at] ?? 0) + 1);
      assert.ok(compareVersions(parts.join('.'), higher.join('.')) < 0);
      assert.ok(compareVersions(higher.join('.'), parts.join('.')) > 0);
      assert.equal(compareVersions(parts.join('.'), parts.join('.')), 0);
    }),
  );
});

test('every app is listed once, in its newest version, whatever order its packages come in', () => {
  fc.assert(
    fc.property(fc.array(anyFullName, { maxLength: 12 }), fc.nat(65535), (names, raise) => {
      const packages = names.flatMap(({ text }) => recordOf(text));
      const newer = packages.flatMap((it) => [
        { ...it, version: `65535.${raise}.0.0` },
        { ...it, version: `65535.${raise}.0.0`, architecture: 'x86' as const, familyName: it.familyName.toUpperCase() },
      ]);
      const apps = appsAmong([...packages, ...newer], undefined);
      assert.deepEqual(apps, appsAmong([...newer, ...packages].toReversed(), undefined));
      const expected = new Set(
        packages.filter((it) => whyNoApp(it) === undefined).map((it) => it.familyName.toLowerCase()),
      );
      assert.deepEqual(new Set(apps.map((app) => app.packageFamilyName.toLowerCase())), expected);
      assert.equal(apps.length, expected.size);
      for (const app of apps) assert.equal(app.version, `65535.${raise}.0.0`);
    }),
  );
});

test('a list is read from a repository, taken by a reader, and what is no package is named', () => {
  const pinned = new Set(['microsoft.windowscalculator_8wekyb3d8bbwe']);
  const list = present(
    readAppList(
      registryWith({
        [CALCULATOR]: {
          DisplayName: '@{Microsoft.WindowsCalculator?ms-resource://x}',
          PackageRootFolder: 'C:\\Program Files\\WindowsApps\\x',
        },
        'Contoso.Timesheet_1.0.0.0_neutral__9kzrt4v1w2x3y': {
          DisplayName: 'Zeiterfassung',
          PackageRootFolder: 'D:\\build\\out',
        },
        'Contoso.Library_1.0.0.0_neutral__9kzrt4v1w2x3y': { Framework: 1 },
        'Fabrikam.Host_1.0.0.0_x64__8wekyb3d8bbwe': { PackageRootFolder: 'C:\\Windows\\SystemApps\\Fabrikam.Host' },
        'not a package': {},
      }),
      pinned,
    ),
  );
  assert.deepEqual(list.apps, [
    {
      packageFamilyName: 'Contoso.Timesheet_9kzrt4v1w2x3y',
      displayName: 'Zeiterfassung',
      source: 'sideloaded',
      version: '1.0.0.0',
      architecture: 'neutral',
      isPinned: false,
    },
    {
      packageFamilyName: 'Microsoft.WindowsCalculator_8wekyb3d8bbwe',
      source: 'unknown',
      version: '10.1803.711.0',
      architecture: 'x64',
      isPinned: true,
    },
  ]);
  assert.deepEqual(list.unreadable, { 'not a package': 'it is not the full name of a package' });
  assert.ok(readApps(documentText(list)).ok);
});

test('no repository, an empty one and a damaged one are three different things', () => {
  assert.deepEqual(readAppList(offlineRegistry(new Map()), undefined), { state: 'absent' });
  assert.deepEqual(present(readAppList(registryWith({}), undefined)).apps, []);
  const bytes = hiveWith({ [CALCULATOR]: {} }).bytes;
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.nat(bytes.length - 4097), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Uint8Array.from(bytes, (byte, i) => (i === at + 4096 ? byte ^ flip : byte));
      const hive = openHive(damaged, { mode: 'strict' });
      if (!hive.ok) return;
      seen.add(readAppList(offlineRegistry(new Map([['UsrClass.dat', hive.value]])), undefined).state);
    }),
    { numRuns: 400 },
  );
  assert.ok(seen.has('present') && seen.has('unreadable'), [...seen].join());
});

test('two app lists differ in what came, went or has another version, and in nothing else', () => {
  const anyList = fc.uniqueArray(fc.record({ n: fc.nat(5), version: fc.constantFrom('1.0.0.0', '2.0.0.0') }), {
    selector: (it) => it.n,
  });
  const snapshotOf = (list: readonly { n: number; version: string }[]): Snapshot => {
    const apps = list.map(({ n, version }) => appOf(`Contoso.App${n}`, version));
    return capture(undefined, [], { format: 'keepsake.apps', version: 1, apps, unreadable: {} });
  };
  fc.assert(
    fc.property(anyList, anyList, (older, newer) => {
      const replayed = new Map(
        older.map(({ n, version }): [string, string] => [`Contoso.App${n}_8wekyb3d8bbwe`, version]),
      );
      const changes = diffApps(snapshotOf(older), snapshotOf(newer));
      for (const { packageFamilyName, before, after } of changes) {
        assert.notEqual(before, after);
        assert.equal(replayed.get(packageFamilyName), before);
        if (after === undefined) replayed.delete(packageFamilyName);
        else replayed.set(packageFamilyName, after);
      }
      for (const { n, version } of newer) assert.equal(replayed.get(`Contoso.App${n}_8wekyb3d8bbwe`), version);
      assert.equal(replayed.size, newer.length);
    }),
  );
});

const data = join(import.meta.dirname, '../../../shared/data');
const repository = join(data, 'hives/dirty/win10-1709-jcloudy/UsrClass.dat');
const tables = globSync(join(data, 'storeapps/appx-table-*.txt'));

test('in a real repository every package is an app or left out for a reason that its neighbours share', {
  skip: existsSync(`${repository}.gz`) ? false : 'the real UsrClass.dat is not here',
}, () => {
  const [primary, ...logs] = ['', '.LOG1', '.LOG2'].map((end) => gunzipSync(readFileSync(`${repository}${end}.gz`)));
  const hive = openHive(primary ?? new Uint8Array(), { logs });
  assert.ok(hive.ok);
  const registry = offlineRegistry(new Map([['UsrClass.dat', hive.value]]));
  const list = present(readAppList(registry, undefined));
  assert.deepEqual(list.unreadable, {});
  const names = list.apps.map((app) => app.packageFamilyName.split('_')[0]);
  assert.equal(hive.value.find(PACKAGES)?.subkeyCount, 86);
  assert.equal(names.length, 34);
  for (const app of ['Microsoft.WindowsCalculator', 'Microsoft.SkypeApp', 'Microsoft.Windows.Photos'])
    assert.ok(names.includes(app), app);
  for (const none of names) assert.doesNotMatch(none ?? '', /VCLibs|NET\.Native|ShellExperienceHost|MicrosoftEdge$/);
  assert.ok(readApps(documentText(list)).ok);
});

test('what Windows calls a system package is never an app, and what came from the Store mostly is', {
  skip: tables.length > 0 ? false : 'the tables of packages are not here',
}, () => {
  const lines = tables.flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  const rows = lines.flatMap((line) => {
    const [, ...row] = /^(\S+)\s+([0-9a-z]{13})\s+(System|Provisioned|Installed)\s/.exec(line) ?? [];
    return row.length === 3 ? [row] : [];
  });
  assert.ok(rows.length > 200);
  const verdicts = rows.map(([name = '', publisherId = '', category]) => {
    const [record] = recordOf(`${name}_1.0.0.0_x64__${publisherId}`);
    return { name, category, isApp: record !== undefined && whyNoApp(record) === undefined };
  });
  assert.deepEqual(
    verdicts.filter((it) => it.category === 'System' && it.isApp),
    [],
  );
  const lost = verdicts.filter((it) => it.category !== 'System' && !it.isApp).map((it) => it.name);
  assert.deepEqual([...new Set(lost)].toSorted(), [
    'Microsoft.VCLibs.140.00',
    'MicrosoftWindows.Client.WebExperience',
    'MicrosoftWindows.CrossDevice',
  ]);
});

function appOf(name: string, version: string): App {
  return { packageFamilyName: `${name}_8wekyb3d8bbwe`, source: 'store', version, architecture: 'x64' };
}

function recordOf(fullName: string): readonly PackageRecord[] {
  const name = parsePackageFullName(fullName);
  return name === undefined ? [] : [{ ...name, isFramework: false, rootFolder: undefined, displayName: undefined }];
}

type Described = Readonly<Record<string, string | number>>;

function registryWith(packages: Readonly<Record<string, Described>>): ReturnType<typeof offlineRegistry> {
  return offlineRegistry(new Map([['UsrClass.dat', hiveWith(packages).hive]]));
}

function hiveWith(packages: Readonly<Record<string, Described>>): { hive: Hive; bytes: Uint8Array } {
  const editor = createHive();
  editor.setValue(PACKAGES, 'any', { type: REG_DWORD, data: new Uint8Array(4) });
  for (const [name, values] of Object.entries(packages)) {
    const key = `${PACKAGES}\\${name}`;
    editor.setValue(key, 'PackageID', { type: REG_SZ, data: writeText(name) });
    for (const [value, is] of Object.entries(values)) {
      const raw =
        typeof is === 'string'
          ? { type: REG_SZ, data: writeText(is) }
          : { type: REG_DWORD, data: Uint8Array.of(is, 0, 0, 0) };
      editor.setValue(key, value, raw);
    }
  }
  const bytes = editor.toBytes();
  const hive = openHive(bytes);
  assert.ok(hive.ok);
  return { hive: hive.value, bytes };
}

function present(reading: ReturnType<typeof readAppList>): AppsDocument {
  assert.ok(reading.state === 'present', JSON.stringify(reading));
  return reading.apps;
}
