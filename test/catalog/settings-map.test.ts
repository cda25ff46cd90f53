// The catalog against an independent map of where Windows keeps its settings: every setting that both know is at the same
// place with the same type, and the deny-list denies all that the map says must never travel.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { catalog } from '../../src/domain/catalog/catalog.ts';
import { whyDenied } from '../../src/domain/catalog/deny-list.ts';
import { LEFT_OUT } from '../../src/domain/catalog/left-out.ts';
import { type HiveName, type Location, locationName, type Setting } from '../../src/domain/catalog/setting.ts';
import { valueTypeName } from '../../src/regf/value-type.ts';
import { acceptedValues, emptyPlace } from '../fixtures/setting-examples.ts';

type MapEntry = {
  readonly id: string;
  readonly kind: string;
  readonly hive: string;
  readonly keyPath: string;
  readonly valueName: string;
  readonly type: string;
  readonly offlineHive: string;
  readonly offlinePath: string;
  readonly allowedValues: string | Readonly<Record<string, string>>;
  readonly default: string;
  readonly roamSafe: string;
  readonly minVersion: string;
  readonly maxVersion: string;
  readonly group: string | null;
  readonly tier: string;
};

const path = join(import.meta.dirname, '../../../shared/reference/settings-map.json');
const skip = existsSync(path) ? false : 'the settings map (../shared/reference/settings-map.json) is not here';
const entries: readonly MapEntry[] = skip === false ? JSON.parse(readFileSync(path, 'utf8')) : [];
const byId = new Map(entries.map((entry) => [entry.id, entry]));
const settings = catalog.categories.flatMap((category) => category.settings);
const shared = settings.flatMap((setting) => {
  const entry = byId.get(setting.id);
  return entry === undefined ? [] : [{ setting, entry }];
});

/** Parts of values that the map lists whole or only mentions; every other id must be one of the map's. */
const OUR_OWN = new Set([
  'taskbar.edge',
  'personalization.desktop.alignToGrid',
  'start.pins.file21H2',
  'accessibility.colorFilter.autostart',
  'accessibility.contrast.shortcut',
  'accessibility.contrast.confirm',
  'accessibility.contrast.sound',
]);

/** Keys that the map lists as one, and the catalog value by value. */
const OUR_FAMILIES = /^(system\.sound\.event|system\.console|time\.additionalClock[12])\./;

test('every setting is one of the map, or one of the few listed here', { skip }, () => {
  const unknown = settings
    .map((setting) => setting.id)
    .filter((id) => !byId.has(id) && !OUR_OWN.has(id) && !OUR_FAMILIES.test(id));
  assert.deepEqual(unknown, []);
});

test('whatever the map would let travel is a setting, or left out with a reason', { skip }, () => {
  const known = new Set(settings.map((setting) => setting.id));
  const leftOut = new Set(LEFT_OUT.map((item) => item.id));
  const wanted = entries.filter(
    (entry) => ['core', 'extended', 'optional'].includes(entry.tier) && entry.kind !== 'deny',
  );
  assert.ok(wanted.length > 800);
  const unanswered = wanted.map((entry) => entry.id).filter((id) => !known.has(id) && !leftOut.has(id));
  assert.deepEqual(unanswered, []);
  assert.deepEqual(
    [...leftOut].filter((id) => !wanted.some((entry) => entry.id === id)),
    [],
  );
});

test('every setting is where the map says, with the type it says', { skip }, () => {
  for (const { setting, entry } of shared) {
    assert.equal(placeOf(setting.at), placeInMap(entry), setting.id);
    if (entry.type !== 'file') assert.equal(writtenType(setting), entry.type, setting.id);
  }
});

test('no setting is one the map would keep from travelling', { skip }, () => {
  for (const { setting, entry } of shared) {
    assert.notEqual(entry.roamSafe, 'no', setting.id);
    assert.notEqual(entry.tier, 'never', setting.id);
    if (entry.tier === 'optional') assert.equal(setting.optIn, true, `${setting.id} is for administrators to ask for`);
  }
});

test('groups and first builds are those of the map', { skip }, () => {
  for (const { setting, entry } of shared) {
    if (setting.group !== undefined && entry.group !== null) assert.equal(setting.group, entry.group, setting.id);
    const from = setting.builds?.from ?? FIRST_WINDOWS_10;
    const since = /(?:^10\.0\.)(\d{5})/.exec(entry.minVersion)?.[1];
    // "2026 builds": monthly updates of the newest releases brought it, and no build is named.
    if (since === undefined && entry.minVersion !== '') assert.ok(from >= 22000, setting.id);
    else assert.equal(from, Number(since ?? FIRST_WINDOWS_10), setting.id);
    const until = /(?:^10\.0\.)(\d{5})/.exec(entry.maxVersion)?.[1];
    if (until !== undefined) assert.equal(setting.builds?.to, Number(until), setting.id);
  }
});

const FIRST_WINDOWS_10 = 10240;

test('every number the map allows is accepted', { skip }, () => {
  for (const { setting, entry } of shared) {
    if (typeof entry.allowedValues === 'string' || setting.codec.shared) continue;
    for (const number of Object.keys(entry.allowedValues).map(Number)) {
      if (Number.isNaN(number) || REFUSED.get(setting.id)?.includes(number) === true) continue;
      assert.equal(setting.codec.encode(number, undefined).ok, true, `${setting.id} refuses ${number}`);
    }
  }
});

/** Not taken, or taken for another: programs that a press of the pen starts, and backgrounds that travel as the picture they show. */
const REFUSED = new Map([
  ['devices.pen.singleClick', [2, 3]],
  ['devices.pen.doubleClick', [2, 3]],
  ['devices.pen.longPress', [2, 3]],
  ['personalization.wallpaper.kind', [2, 3]],
]);

test('where the map names one plain default, the catalog names the same or none', { skip }, () => {
  for (const { setting, entry } of shared) {
    const number = /^(-?\d+)(?: \(absent\))?$/.exec(entry.default)?.[1];
    const [only, ...more] = setting.defaults;
    if (number === undefined || only === undefined || more.length > 0 || typeof only.value === 'object') continue;
    if (setting.id === 'accessibility.audio.soundSentry') continue; // the map has the whole number, the catalog its one bit
    if (DIFFERENT_DEFAULT.has(setting.id)) continue;
    assert.equal(Number(only.value), Number(number), setting.id);
  }
});

/** Both default profiles at hand, of Windows 10 and 11, hold 0xFFFFFFFF here. */
const DIFFERENT_DEFAULT = new Set(['devices.printers.windowsManagesDefault']);

test('every place that the map denies is denied by the deny-list', { skip }, () => {
  const places = entries.filter((entry) => entry.kind === 'deny').flatMap(deniedPlaces);
  assert.ok(places.length > 100, `the deny rows were understood: ${places.length} places`);
  const missed = places.filter(({ at }) => whyDenied(at) === undefined);
  assert.deepEqual(
    missed.map(({ id, at }) => `${id}: ${locationName(at)}`),
    [],
  );
});

type DeniedPlace = { readonly id: string; readonly at: Location };

/** One place for each key, value and folder that a row names, with a name for each of its placeholders. */
function deniedPlaces(row: MapEntry): readonly DeniedPlace[] {
  if (row.hive === 'file')
    return listed(row.keyPath).flatMap((folder) => {
      const inProfile = profilePath(named(folder));
      return inProfile.startsWith('%') ? [] : [{ id: row.id, at: { kind: 'file', path: `${inProfile}/below` } }];
    });
  const values = row.valueName.startsWith('*') || row.valueName.startsWith('(') ? ['anything'] : listed(row.valueName);
  // This row means what lies below the key, not its values.
  const below = row.valueName === '(sub-keys)' ? '\\below' : '';
  let parent = '';
  return listed(row.offlinePath.replaceAll(/ \(.*?\)/g, '')).flatMap((text) => {
    const key = text.startsWith('…\\') ? `${parent}\\${text.slice(2)}` : text;
    parent = key.slice(0, Math.max(0, key.lastIndexOf('\\')));
    // Hives of secrets that no location can name at all.
    if (/^(SAM|SECURITY)$/.test(key)) return [];
    const plain = key
      .replace(row.offlineHive === 'NTUSER.DAT' ? /^$/ : /^(SYSTEM|SOFTWARE|Software\\Classes)\\/, '')
      .replace('ControlSet00{Select\\Current}', 'CurrentControlSet');
    return values.map((value) => ({
      id: row.id,
      at: {
        kind: 'registry' as const,
        hive: (plain.startsWith('CurrentControlSet') ? 'SYSTEM' : row.offlineHive) as HiveName,
        key: named(plain) + below,
        value: named(value),
      },
    }));
  });
}

function named(pattern: string): string {
  return pattern.replaceAll('<SID>', 'S-1-5-21-1').replaceAll('*', 'x');
}

function listed(text: string): readonly string[] {
  return text
    .split(/[;,]/)
    .map((item) => item.trim())
    .filter(Boolean);
}

function profilePath(windowsPath: string): string {
  return windowsPath
    .replace('%LocalAppData%', 'AppData/Local')
    .replace('%AppData%', 'AppData/Roaming')
    .replaceAll('\\', '/');
}

function placeOf(at: Location): string {
  if (at.kind === 'windows') return WINDOWS_OWN_FOLDER;
  return (at.kind === 'file' ? at.path : `${at.hive} ${at.key} : ${at.value}`).toLowerCase();
}

/** The map names the folder of the system account, and the same API to go by. */
const WINDOWS_OWN_FOLDER = '%programdata%/microsoft/windows/systemdata/<sid>/readonly/lockscreen_*';

function placeInMap(entry: MapEntry): string {
  if (entry.kind === 'file') return profilePath(entry.keyPath).toLowerCase();
  const value = entry.valueName === '(Default)' ? '' : entry.valueName;
  const key = entry.offlinePath.replace('ControlSet00{Select\\Current}', 'CurrentControlSet');
  return `${entry.offlineHive} ${key} : ${value}`.toLowerCase();
}

function writtenType(setting: Setting): string {
  const value = acceptedValues(setting)[0];
  assert.ok(value !== undefined, `no example for ${setting.id}`);
  const written = setting.codec.encode(value, emptyPlace(setting));
  return written.ok ? valueTypeName(written.value.type) : written.error;
}
