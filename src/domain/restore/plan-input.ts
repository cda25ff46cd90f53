// What a plan is made from: a snapshot, the catalog, the target as it can be read, and what of it all was asked for.

import type { Catalog } from '../catalog/catalog.ts';
import type { Location, ReadLocation } from '../catalog/setting.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

export type PlanInput = {
  readonly snapshot: Snapshot;
  readonly catalog: Catalog;
  readonly target: Target;
  readonly selection: Selection;
  /** Also bring back to Windows' default what was at default when the snapshot was taken. */
  readonly exact: boolean;
};

export type Target = {
  readonly facts: DeviceFacts;
  readonly read: ReadLocation;
  readonly covers: (location: Location) => boolean;
  /** Whether this process has the right to write there; asked for values of the machine. Left out: it has. */
  readonly mayWrite?: (location: Location) => boolean;
  readonly optedIn: ReadonlySet<string>;
};

/** Left out: everything. A selected setting brings the rest of its group along. */
export type Selection = { readonly categories?: ReadonlySet<string>; readonly settings?: ReadonlySet<string> };
