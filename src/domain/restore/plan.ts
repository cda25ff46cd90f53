// A plan: everything a restore would do to one target, and everything it would not do and why. Pure: the same snapshot
// and the same target give the same plan, so that what a person previews is exactly what is applied.

import { type Catalog, type CatalogEntry, settingsById } from '../catalog/catalog.ts';
import type { Location, ReadLocation, SettingValue } from '../catalog/setting.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { judgeWishes } from './judge.ts';
import { wishesFor } from './wish.ts';
import { type Write, writesOf } from './writes.ts';

export type Plan = {
  /** What a person would see change, sorted by category order of the catalog. */
  readonly changes: readonly Change[];
  /** The same changes as writes, one per place; several settings may share a place. */
  readonly writes: readonly Write[];
  /** Ids of settings that already hold what the snapshot says. */
  readonly unchanged: readonly string[];
  readonly exclusions: readonly Exclusion[];
};

export type Change = CatalogEntry & {
  /** `undefined` when there is none, or when what stands there is no such setting. */
  readonly before: SettingValue | undefined;
  /** `undefined` when the value is deleted, so that Windows' default holds. */
  readonly after: SettingValue | undefined;
};

export type Exclusion = {
  readonly settingId: string;
  readonly category: string;
  readonly code: ExclusionCode;
  /** One sentence for the person who asks why. */
  readonly detail: string;
};

export type ExclusionCode =
  | 'unknown-setting'
  | 'denied'
  | 'managed'
  | 'unreadable-at-source'
  | 'not-on-this-build'
  | 'not-in-this-target'
  | 'opt-in'
  | 'needs-elevation'
  | 'condition'
  | 'target-unreadable'
  | 'bad-value'
  | 'default-unknown'
  | 'group-incomplete'
  | 'without-its-partner';

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

export function planRestore(input: PlanInput): Plan {
  const known = settingsById(input.catalog);
  const judged = judgeWishes(wishesFor(input, known), input, known);
  const steps = judged.flatMap((item) => (item.kind === 'step' ? [item] : []));
  const order = new Map([...known.keys()].map((id, i) => [id, i]));
  const inOrder = steps.toSorted((a, b) => (order.get(a.settingId) ?? 0) - (order.get(b.settingId) ?? 0));
  const changing = inOrder.filter((step) => !step.same);
  const ids = new Set(changing.map((step) => step.settingId));
  const written = inOrder.filter(
    ({ same, after, entry }) => !same || (after !== undefined && ids.has(entry.setting.alwaysWith ?? '')),
  );
  return {
    changes: changing.map(({ entry, before, after }) => ({ ...entry, before, after })),
    writes: writesOf(written, input.target.read),
    unchanged: steps.filter((step) => step.same && step.after !== undefined).map((step) => step.settingId),
    exclusions: judged.flatMap((item) => (item.kind === 'excluded' ? [item.exclusion] : [])),
  };
}
