// What a person set up on a simulated device: the real profile code over a registry in memory. Of the catalog's settings a
// few of each category are there to be changed; the others are not covered, so that a capture takes no time.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { locationKey, type Location, type Setting } from '../../src/domain/catalog/setting.ts';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { Registry } from '../../src/agent/registry/registry.ts';
import { type LiveProfile, liveProfile } from '../../src/agent/windows/live-profile.ts';
import { acceptedValues, emptyPlace } from '../fixtures/setting-examples.ts';
import { type FakeRegistry, fakeRegistry } from '../windows/fake-registry.ts';
import type { Fuse } from './crash.ts';
import type { Chance } from './random.ts';

export type SimulatedProfile = {
  readonly folder: string;
  readonly stateFolder: string;
  readonly registry: FakeRegistry;
};

/** The settings that people of the simulation know of. */
export const KNOWN_SETTINGS: readonly Setting[] = catalog.categories.flatMap(({ settings }) =>
  settings.filter((it) => it.at.kind === 'registry' && isPlain(it) && acceptedValues(it).length > 1).slice(0, 4),
);

const PLACES = new Set(KNOWN_SETTINGS.map(({ at }) => locationKey(at)));

export function isKnownPlace(location: Location): boolean {
  return PLACES.has(locationKey(location));
}

/** Empty, as a device has it after it was set up or reset. */
export function freshProfile(folder: string): SimulatedProfile {
  rmSync(folder, { recursive: true, force: true });
  return { folder, stateFolder: join(folder, 'Keepsake'), registry: fakeRegistry() };
}

/** As a running agent sees it; every write burns its fuse. */
export function openProfile(
  { folder, stateFolder, registry }: SimulatedProfile,
  fuse: Fuse,
  facts: DeviceFacts,
): LiveProfile {
  const live = liveProfile(fragileRegistry(registry, fuse), { name: 'somebody', folder, stateFolder }, facts);
  return { ...live, covers: isKnownPlace };
}

/** Somebody turns a knob; perhaps to where it stood. Answers which. */
export function changeSetting({ registry }: SimulatedProfile, chance: Chance): Setting {
  const setting = chance.pick(KNOWN_SETTINGS);
  const { at } = setting;
  if (at.kind !== 'registry') throw new Error(`${setting.id} is not in the registry`);
  const current = registry.read(at);
  const value = chance.pick(acceptedValues(setting));
  const raw = setting.codec.encode(value, current.state === 'present' ? current.raw : emptyPlace(setting));
  if (!raw.ok) throw new Error(`${setting.id} does not take ${JSON.stringify(value)}`);
  registry.write(at, raw.value);
  return setting;
}

function isPlain({ optIn, elevated, chosenByWindows }: Setting): boolean {
  return optIn === undefined && elevated === undefined && chosenByWindows === undefined;
}

function fragileRegistry(registry: FakeRegistry, fuse: Fuse): Registry {
  return {
    ...registry,
    write: (location, raw) => {
      fuse.burn();
      return registry.write(location, raw);
    },
    delete: (location) => {
      fuse.burn();
      return registry.delete(location);
    },
    removeEmptyKey: (place) => {
      fuse.burn();
      return registry.removeEmptyKey(place);
    },
  };
}
