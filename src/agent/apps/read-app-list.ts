// Reads the list of Store apps from the package repository of a person's classes hive, through the registry port: offline
// from UsrClass.dat, live from the running Windows. What can not be read is reported by name; a repository that is damaged
// as a whole is never an empty list.

import type { AppsDocument } from '../../domain/apps/app-list.ts';
import { parsePackageFullName } from '../../domain/apps/package-name.ts';
import { appsAmong, type PackageRecord } from '../../domain/apps/store-apps.ts';
import { readDword } from '../../domain/catalog/codecs/number.ts';
import { readText } from '../../domain/catalog/codecs/text.ts';
import type { Reading } from '../../domain/catalog/setting.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { KeyPlace, Registry } from '../registry/registry.ts';

export type PackageRegistry = Pick<Registry, 'read' | 'subkeyNames' | 'hasKey'>;

export type AppListReading =
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly apps: AppsDocument }
  | { readonly state: 'unreadable'; readonly reason: string };

/** `pinned` are the package families that Start shows, in lower case; `undefined` where nobody knows. */
export function readAppList(registry: PackageRegistry, pinned: ReadonlySet<string> | undefined): AppListReading {
  const names = registry.subkeyNames(PACKAGES);
  if (!names.ok) return { state: 'unreadable', reason: names.error.detail };
  if (names.value.length === 0 && !registry.hasKey(PACKAGES)) return { state: 'absent' };
  const packages: PackageRecord[] = [];
  const unreadable: Record<string, string> = {};
  for (const name of names.value) {
    const record = readPackage(registry, name);
    if (record.ok) packages.push(record.value);
    else unreadable[name] = record.error;
  }
  const apps = appsAmong(packages, pinned);
  return { state: 'present', apps: { format: 'keepsake.apps', version: 1, apps, unreadable } };
}

/** Every package family that is registered for the person, in lower case; `undefined` where the repository does not say. */
export function registeredFamilies(registry: PackageRegistry): ReadonlySet<string> | undefined {
  const names = registry.subkeyNames(PACKAGES);
  if (!names.ok || (names.value.length === 0 && !registry.hasKey(PACKAGES))) return undefined;
  const families = names.value.map((name) => parsePackageFullName(name)?.familyName.toLowerCase());
  return new Set(families.filter((family) => family !== undefined));
}

function readPackage(registry: PackageRegistry, fullName: string): Result<PackageRecord, string> {
  const name = parsePackageFullName(fullName);
  if (name === undefined) return fail('it is not the full name of a package');
  const read = (value: string): Reading =>
    registry.read({ kind: 'registry', ...PACKAGES, key: `${PACKAGES.key}\\${fullName}`, value });
  const readings = { framework: read('Framework'), root: read('PackageRootFolder'), display: read('DisplayName') };
  for (const reading of Object.values(readings)) if (reading.state === 'unreadable') return fail(reading.reason);
  return ok({
    ...name,
    isFramework: dwordIn(readings.framework) === 1,
    rootFolder: textIn(readings.root),
    displayName: textIn(readings.display),
  });
}

function dwordIn(reading: Reading): number | undefined {
  const number = reading.state === 'present' ? readDword(reading.raw) : undefined;
  return number?.ok === true ? number.value : undefined;
}

function textIn(reading: Reading): string | undefined {
  const text = reading.state === 'present' ? readText(reading.raw) : undefined;
  return text?.ok === true ? text.value : undefined;
}

const PACKAGES: KeyPlace = {
  hive: 'UsrClass.dat',
  key: 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages',
};
