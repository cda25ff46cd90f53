// What policies leave out of backups, and what of it a person may take in again: a group is the person's to choose only where
// everybody who leaves it out lets them ("Allow users to turn … on"). Nothing said, or nothing known, is no permission.

import { ALL_GROUPS, type BackupGroup } from './backup-groups.ts';
import { groupsExcludedBy } from './consequences.ts';
import type { ResolvedValue } from './resolved-policy.ts';

export type HeldBack = {
  /** What stays behind as long as nobody chooses. */
  readonly excludedGroups: readonly BackupGroup[];
  /** Those of them that the person may take in. */
  readonly groupsLeftToPeople: readonly BackupGroup[];
};

type Value = Pick<ResolvedValue, 'policy' | 'state' | 'userMayOverride'>;

export function heldBackBy(values: readonly Value[]): HeldBack {
  const excludedGroups = groupsExcludedBy(values);
  const forbidden = groupsExcludedBy(values.filter(({ userMayOverride }) => userMayOverride !== true));
  return { excludedGroups, groupsLeftToPeople: excludedGroups.filter((group) => !forbidden.includes(group)) };
}

/** Where two have a say, such as a device and its service, each keeps what it keeps. */
export function heldBackByBoth(one: HeldBack, other: HeldBack): HeldBack {
  const excludedGroups = ALL_GROUPS.filter((group) => [one, other].some((it) => it.excludedGroups.includes(group)));
  const isForbidden = (group: BackupGroup): boolean => [one, other].some((it) => forbiddenGroups(it).includes(group));
  return { excludedGroups, groupsLeftToPeople: excludedGroups.filter((group) => !isForbidden(group)) };
}

/** What stays behind whatever the person chooses. */
export function forbiddenGroups(held: HeldBack): readonly BackupGroup[] {
  return stillHeldBack(held, ALL_GROUPS);
}

/** What stays behind once the person took in what they may. */
export function stillHeldBack(held: HeldBack, takenIn: readonly BackupGroup[]): readonly BackupGroup[] {
  const { excludedGroups, groupsLeftToPeople } = held;
  return excludedGroups.filter((group) => !(groupsLeftToPeople.includes(group) && takenIn.includes(group)));
}
