// A capture of a person's habits, by the code that captures every profile; only the registry that it reads is made in memory.

import { captureProfile } from '../../agent/capture/capture-profile.ts';
import type { KeyPlace } from '../../agent/registry/registry.ts';
import { catalog, settingsById } from '../../domain/catalog/catalog.ts';
import { writeText } from '../../domain/catalog/codecs/text.ts';
import { type Location, locationKey, type Reading } from '../../domain/catalog/setting.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { ok } from '../../lib/result.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import { REG_SZ } from '../../regf/value-type.ts';
import type { Habits } from './habits.ts';

export type Captured = {
  readonly facts: DeviceFacts;
  readonly habits: Habits;
  /** Full names of packages. */
  readonly packages: readonly string[];
  readonly at: number;
  /** Categories that the organization leaves out. */
  readonly excluded: readonly string[];
};

export function madeCapture({ facts, habits, packages, at, excluded }: Captured): Snapshot {
  const values = registryOf(habits, packages);
  const read = (location: Location): Reading => {
    const raw = values.get(locationKey(location));
    return raw === undefined ? { state: 'absent' } : { state: 'present', raw };
  };
  const registry = {
    read,
    subkeyNames: ({ key }: KeyPlace) => ok(key === PACKAGES ? packages : []),
    hasKey: ({ key }: KeyPlace) => key === PACKAGES && packages.length > 0,
  };
  const covers = ({ kind }: Location): boolean => kind === 'registry';
  const choices = { excluded, optedIn: new Set<string>(), capturedAt: new Date(at).toISOString() };
  return captureProfile({ facts, covers, read, registry }, catalog, choices).snapshot;
}

function registryOf(habits: Habits, packages: readonly string[]): ReadonlyMap<string, RawValue> {
  const values = new Map<string, RawValue>();
  const settings = settingsById(catalog);
  for (const [id, value] of Object.entries(habits)) {
    const setting = settings.get(id)?.setting;
    if (setting === undefined) throw new Error(`there is no setting ${id}`);
    const key = locationKey(setting.at);
    const raw = setting.codec.encode(value, values.get(key));
    if (raw.ok) values.set(key, raw.value);
  }
  for (const name of packages) {
    const place = {
      kind: 'registry',
      hive: 'UsrClass.dat',
      key: `${PACKAGES}\\${name}`,
      value: 'PackageRootFolder',
    } as const;
    values.set(locationKey(place), { type: REG_SZ, data: writeText(`C:\\Program Files\\WindowsApps\\${name}`) });
  }
  return values;
}

const PACKAGES = 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
