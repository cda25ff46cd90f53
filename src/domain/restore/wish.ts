// What a snapshot wishes a target to be: setting by setting, as far as it was asked for. Whether a wish can be granted is judged
// elsewhere.

import type { CatalogEntry } from '../catalog/catalog.ts';
import type { SettingValue } from '../catalog/setting.ts';
import { inlined } from '../snapshot/files.ts';
import { defaultOf } from '../snapshot/observe.ts';
import type { CategoryDocument } from '../snapshot/snapshot.ts';
import type { PlanInput, Selection } from './plan-input.ts';

/** One setting that the snapshot wants to be so: a value, `undefined` for absent, or a reason why it can not say. */
export type Wish = {
  readonly settingId: string;
  readonly category: string;
  readonly value: SettingValue | undefined;
  /** Why the source could not say. */
  readonly unreadable: string | undefined;
};

/** Sorted as the snapshot's documents are. */
export function wishesFor(input: PlanInput, known: ReadonlyMap<string, CatalogEntry>): readonly Wish[] {
  const wishes = input.snapshot.documents.flatMap((document) => wishesOf(document, input, known));
  return selected(wishes, input.selection, known);
}

function wishesOf(
  document: CategoryDocument,
  input: PlanInput,
  known: ReadonlyMap<string, CatalogEntry>,
): readonly Wish[] {
  const groupOf = (id: string): string | undefined => known.get(id)?.setting.group;
  const chosenGroups = new Set(
    Object.keys(document.chosen)
      .map(groupOf)
      .filter((group) => group !== undefined),
  );
  const wish = (settingId: string, value: SettingValue | undefined, unreadable?: string): Wish => ({
    settingId,
    category: document.category,
    value,
    unreadable,
  });
  const belongs = (id: string): boolean => input.exact || chosenGroups.has(groupOf(id) ?? '');
  // What travels only with its group is no choice by itself: with a group at default there is nothing to bring back.
  const matters = (id: string): boolean => known.get(id)?.setting.onlyWithGroup !== true;
  const usual = (id: string): SettingValue | undefined => {
    const setting = known.get(id)?.setting;
    return setting && defaultOf(setting, input.target.facts.windowsBuild);
  };
  return [
    ...Object.entries(document.chosen).map(([id, value]) => wish(id, inlined(value, input.snapshot.files))),
    ...document.absent.filter(belongs).map((id) => wish(id, undefined)),
    ...(input.exact ? document.atDefault.filter(matters).map((id) => wish(id, usual(id))) : []),
    ...Object.entries(document.unreadable).map(([id, why]) => wish(id, undefined, why)),
  ];
}

function selected(
  wishes: readonly Wish[],
  selection: Selection,
  known: ReadonlyMap<string, CatalogEntry>,
): readonly Wish[] {
  const { categories, settings } = selection;
  if (categories === undefined && settings === undefined) return wishes;
  const groups = new Set(
    [...(settings ?? [])].map((id) => known.get(id)?.setting.group).filter((group) => group !== undefined),
  );
  return wishes.filter(
    (wish) =>
      categories?.has(wish.category) === true ||
      settings?.has(wish.settingId) === true ||
      groups.has(known.get(wish.settingId)?.setting.group ?? ''),
  );
}
