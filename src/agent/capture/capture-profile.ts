// Captures a profile, on a disk or of a running Windows: every setting of the catalog that such a profile can hold, and the
// list of its Store apps, as a snapshot.

import type { Catalog } from '../../domain/catalog/catalog.ts';
import { START, user } from '../../domain/catalog/places.ts';
import type { HiveName } from '../../domain/catalog/setting.ts';
import { readPinnedList } from '../../domain/start/layout-json.ts';
import { pinnedFamilies } from '../../domain/start/pins.ts';
import { type Observed, observe } from '../../domain/snapshot/observe.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { takeSnapshot } from '../../domain/snapshot/take-snapshot.ts';
import { type AppListReading, type PackageRegistry, readAppList } from '../apps/read-app-list.ts';
import type { OfflineProfile } from '../offline/offline-profile.ts';
import { offlineRegistry } from '../registry/offline-registry.ts';

export type CaptureChoices = {
  /** Category ids to leave out. */
  readonly excluded: readonly string[];
  /** Ids of `optIn` settings to take along. */
  readonly optedIn: ReadonlySet<string>;
  /** RFC 3339 in UTC. */
  readonly capturedAt: string;
};

export type CaptureSource = Pick<OfflineProfile, 'facts' | 'covers' | 'read'> &
  (Pick<OfflineProfile, 'hives'> | { readonly registry: PackageRegistry });

export type Capture = {
  readonly snapshot: Snapshot;
  readonly observed: readonly Observed[];
  /** What was found of the app list; an unreadable one is not in the snapshot. */
  readonly appList: AppListReading;
};

export function captureProfile(profile: CaptureSource, catalog: Catalog, choices: CaptureChoices): Capture {
  const { facts, covers, read } = profile;
  const observed = observe(catalog, read, { facts, covers, optedIn: choices.optedIn });
  const appList = readAppList(registryOf(profile), familiesInStart(profile));
  const snapshot = takeSnapshot(observed, {
    catalogVersion: catalog.version,
    facts,
    capturedAt: choices.capturedAt,
    excluded: choices.excluded,
    ...(appList.state === 'present' ? { apps: appList.apps } : {}),
  });
  return { snapshot, observed, appList };
}

/** The same for a profile on a disk and a running one. */
export function registryOf(profile: CaptureSource): PackageRegistry {
  if ('registry' in profile) return profile.registry;
  return offlineRegistry(new Map([...profile.hives].map(([name, { hive }]): [HiveName, typeof hive] => [name, hive])));
}

/** `undefined` where Start keeps its pins in a form that only Windows reads. */
function familiesInStart({ read }: CaptureSource): ReadonlySet<string> | undefined {
  const config = read(user(START, 'Config'));
  const pins = config.state === 'present' ? readPinnedList(config.raw.data) : undefined;
  return pins?.ok === true ? pinnedFamilies(pins.value) : undefined;
}
