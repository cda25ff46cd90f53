// A plan: everything a restore would do to one target, and everything it would not do and why. Pure: the same snapshot
// and the same target give the same plan, so that what a person previews is exactly what is applied.

import { type CatalogEntry, settingsById } from '../catalog/catalog.ts';
import type { SettingValue } from '../catalog/setting.ts';
import { judgeWishes } from './judge.ts';
import type { Exclusion } from './judgement.ts';
import type { PlanInput } from './plan-input.ts';
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
