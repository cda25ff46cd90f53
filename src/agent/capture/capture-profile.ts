// Captures a profile on a disk: every setting of the catalog that such a profile can hold, as a snapshot.

import type { Catalog } from '../../domain/catalog/catalog.ts';
import { type Observed, observe } from '../../domain/snapshot/observe.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { takeSnapshot } from '../../domain/snapshot/take-snapshot.ts';
import type { OfflineProfile } from '../offline/offline-profile.ts';

export type CaptureChoices = {
  /** Category ids to leave out. */
  readonly excluded: readonly string[];
  /** Ids of `optIn` settings to take along. */
  readonly optedIn: ReadonlySet<string>;
  /** RFC 3339 in UTC. */
  readonly capturedAt: string;
};

export type Capture = { readonly snapshot: Snapshot; readonly observed: readonly Observed[] };

export function captureProfile(profile: OfflineProfile, catalog: Catalog, choices: CaptureChoices): Capture {
  const { facts, covers, read } = profile;
  const observed = observe(catalog, read, { facts, covers, optedIn: choices.optedIn });
  const snapshot = takeSnapshot(observed, {
    catalogVersion: catalog.version,
    facts,
    capturedAt: choices.capturedAt,
    excluded: choices.excluded,
  });
  return { snapshot, observed };
}
