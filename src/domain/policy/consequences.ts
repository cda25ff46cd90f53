// What follows from the states of policies for what travels. An unknown exclusion excludes, and an unknown request asks for
// nothing: what nobody can decide never widens what travels.

import { CATEGORY_IDS, type CategoryId } from '../catalog/category.ts';
import { ALL_GROUPS, type BackupGroup, GROUPS_OF_CATEGORY } from './backup-groups.ts';
import type { ResolvedValue } from './resolved-policy.ts';

type Value = Pick<ResolvedValue, 'policy' | 'state'>;

/** Groups that are not backed up; `apps` concerns the list of Store apps. */
export function groupsExcludedBy(values: readonly Value[]): readonly BackupGroup[] {
  const excluded = new Set(
    values.flatMap(({ policy: { effect }, state }) =>
      effect.kind === 'exclusion' && (state === 'enabled' || state === 'unknown') ? effect.groups : [],
    ),
  );
  return ALL_GROUPS.filter((group) => excluded.has(group));
}

/** Categories of which at least one group is excluded. */
export function categoriesOf(groups: readonly BackupGroup[]): readonly CategoryId[] {
  return CATEGORY_IDS.filter((id) => GROUPS_OF_CATEGORY[id].some((group) => groups.includes(group)));
}

/** Ids of settings that some policy asks for and none keeps back. */
export function settingsAskedFor(values: readonly Value[]): readonly string[] {
  const concerned = (states: readonly Value['state'][]) =>
    new Set(
      values.flatMap(({ policy: { effect }, state }) =>
        effect.kind === 'optIn' && states.includes(state) ? effect.settingIds : [],
      ),
    );
  return [...concerned(['enabled']).difference(concerned(['disabled', 'unknown']))].toSorted();
}
