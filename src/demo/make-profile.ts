// Makes a Windows profile folder from nothing: hives as Windows lays them out, holding Windows' defaults, what a person
// chose, and the rest of a life that a backup must leave alone. Nothing here comes from a real profile.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalog, settingsById } from '../domain/catalog/catalog.ts';
import { writeText } from '../domain/catalog/codecs/text.ts';
import type { HiveName, Location, Setting, SettingValue } from '../domain/catalog/setting.ts';
import { defaultOf } from '../domain/snapshot/observe.ts';
import { createHive, type HiveEditor } from '../regf/edit.ts';
import type { RawValue } from '../regf/raw-value.ts';
import { REG_BINARY, REG_DWORD, REG_SZ } from '../regf/value-type.ts';

export type ProfileRecipe = {
  readonly folder: string;
  readonly windowsBuild: number;
  /** What the person chose, by setting id. */
  readonly chosen: Readonly<Record<string, SettingValue>>;
  /** Text values that belong to no setting: `[key, value name, text]`, all in NTUSER.DAT. */
  readonly extras: readonly (readonly [string, string, string])[];
};

/** FILETIME of 2026-01-05 08:00 UTC, so that the same recipe makes the same bytes. */
const MADE_AT = 134_120_160_000_000_000n;

export function makeProfile(recipe: ProfileRecipe): void {
  const hives = new Map<HiveName, HiveEditor>([
    ['NTUSER.DAT', createHive({ fileName: 'NTUSER.DAT', lastWritten: MADE_AT })],
    ['UsrClass.dat', createHive({ fileName: 'UsrClass.dat', lastWritten: MADE_AT })],
  ]);
  const files = new Map<string, Uint8Array>();
  const put = (location: Location, change: (current: RawValue | undefined) => RawValue): void => {
    if (location.kind === 'windows') return;
    if (location.kind === 'file') {
      files.set(location.path, change(undefined).data);
      return;
    }
    const hive = hives.get(location.hive);
    const current = hive?.hive().find(location.key)?.value(location.value);
    hive?.setValue(location.key, location.value, change(current && { type: current.type, data: current.data.slice() }));
  };
  put({ kind: 'registry', hive: 'NTUSER.DAT', key: STUCK_RECTS, value: 'Settings' }, taskbarPlace);
  for (const { setting } of settingsById(catalog).values()) {
    const value = recipe.chosen[setting.id] ?? (setting.optIn ? undefined : defaultOf(setting, recipe.windowsBuild));
    if (value !== undefined) put(setting.at, (current) => encoded(setting, value, current));
  }
  put({ kind: 'registry', hive: 'NTUSER.DAT', key: WINLOGON, value: 'BuildNumber' }, () => dword(recipe.windowsBuild));
  for (const [key, value, text] of recipe.extras) {
    put({ kind: 'registry', hive: 'NTUSER.DAT', key, value }, () => ({ type: REG_SZ, data: writeText(text) }));
  }
  save(recipe.folder, 'NTUSER.DAT', hives.get('NTUSER.DAT')?.toBytes());
  save(recipe.folder, 'AppData/Local/Microsoft/Windows/UsrClass.dat', hives.get('UsrClass.dat')?.toBytes());
  for (const [path, bytes] of files) save(recipe.folder, path, bytes);
}

/** What Explorer notes of the taskbar on its first start: size, -2, flags, the bottom edge, a 1920 × 1080 screen at 96 DPI. */
function taskbarPlace(): RawValue {
  const data = new Uint8Array(48);
  const view = new DataView(data.buffer);
  for (const [i, number] of [48, -2, 2, 3, 62, 40, 0, 1040, 1920, 1080, 96, 1].entries())
    view.setInt32(4 * i, number, true);
  return { type: REG_BINARY, data };
}

function encoded(setting: Setting, value: SettingValue, current: RawValue | undefined): RawValue {
  const raw = setting.codec.encode(value, current);
  if (!raw.ok) throw new Error(`the recipe's value of ${setting.id} can not be written: ${raw.error}`);
  return raw.value;
}

function dword(number: number): RawValue {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, number, true);
  return { type: REG_DWORD, data };
}

function save(folder: string, path: string, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) return;
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}

const STUCK_RECTS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StuckRects3';
const WINLOGON = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
