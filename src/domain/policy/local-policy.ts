// What follows from the policies of a device: may it back up, may it restore, what stays behind; each answer with every
// reason, since a reason that is shown alone is fixed alone and the next one waits behind it.
//
// Off by default: without an enabling policy nothing is captured. This governs what runs by itself; an administrator who
// names a profile on a disk decides for himself.

import type { CategoryId } from '../catalog/category.ts';
import { ALL_GROUPS, type BackupGroup } from './backup-groups.ts';
import { categoriesOf, settingsAskedFor } from './consequences.ts';
import { effectivePolicy, type PolicyValue, type ReadPolicyValue } from './effective-policy.ts';
import { heldBackBy } from './held-back.ts';
import { OPT_IN_POLICIES } from './opt-in-policies.ts';
import type { PolicyFinding } from './policy-finding.ts';

export type LocalPolicy = {
  readonly values: readonly PolicyValue[];
  readonly backup: Permission;
  readonly restore: Permission;
  /** Groups that are not backed up; `apps` concerns the list of Store apps. */
  readonly excludedGroups: readonly BackupGroup[];
  /** Those of them that the person may take in again. */
  readonly groupsLeftToPeople: readonly BackupGroup[];
  /** With `apps` the list of Store apps stays behind too. */
  readonly excludedCategories: readonly CategoryId[];
  /** Ids of settings that travel only where an administrator asks for them. */
  readonly optedIn: readonly string[];
  /** What an administrator should put right, even where it changes nothing today. */
  readonly problems: readonly PolicyFinding[];
};

/** `reasons` is empty exactly when it is allowed. */
export type Permission = { readonly allowed: boolean; readonly reasons: readonly PolicyFinding[] };

export function localPolicy(read: ReadPolicyValue): LocalPolicy {
  const values = effectivePolicy(read);
  const optIns = effectivePolicy(read, OPT_IN_POLICIES);
  const { excludedGroups, groupsLeftToPeople } = heldBackBy(values);
  return {
    values,
    backup: permission([...backupReasons(values), ...companionReasons(values), ...nothingLeft(values, excludedGroups)]),
    restore: permission(restoreReasons(values)),
    excludedGroups,
    groupsLeftToPeople,
    excludedCategories: categoriesOf(excludedGroups),
    optedIn: settingsAskedFor(optIns),
    problems: [...values, ...optIns].flatMap(({ problems }) => problems),
  };
}

function permission(reasons: readonly PolicyFinding[]): Permission {
  return { allowed: reasons.length === 0, reasons };
}

function backupReasons(values: readonly PolicyValue[]): readonly PolicyFinding[] {
  return values
    .filter(({ policy, state }) => policy.effect.kind === 'backup' && state !== 'enabled')
    .map((value) => switchedOff(value, 'backup', 'Nothing is captured; what is stored already stays.'));
}

function restoreReasons(values: readonly PolicyValue[]): readonly PolicyFinding[] {
  return values
    .filter(({ policy, state }) => policy.effect.kind === 'restore' && state !== 'enabled')
    .map((value) => switchedOff(value, 'restore', 'No restore is offered on this device.'));
}

function switchedOff(value: PolicyValue, what: 'backup' | 'restore', effect: string): PolicyFinding {
  const { policy, state } = value;
  const disabled = state === 'disabled';
  return {
    code: `${what}-${disabled ? 'disabled' : 'not-enabled'}`,
    policy: policy.name,
    detail: `The policy "${policy.title}" ${disabled ? `is disabled (${saidBy(value)})` : 'is not configured'}. ${effect}`,
    fix: `Enable "${policy.title}" by Group Policy (Computer Configuration › Administrative Templates › Windows Components › Sync your settings) or in the Intune settings catalog; not by both.`,
  };
}

function companionReasons(values: readonly PolicyValue[]): readonly PolicyFinding[] {
  return values
    .filter(({ policy, state }) => policy.effect.kind === 'companion' && state === 'disabled')
    .map((value) => ({
      code: 'companion-disabled',
      policy: value.policy.name,
      detail: `The policy "${value.policy.title}" is disabled (${saidBy(value)}). While it is, Windows backs up no settings, and Keepsake honours that too.`,
      fix: `Enable "${value.policy.title}" or set it to "Not configured".`,
    }));
}

/** Where every category and the apps are excluded, a backup would be empty. */
function nothingLeft(values: readonly PolicyValue[], excluded: readonly BackupGroup[]): readonly PolicyFinding[] {
  if (excluded.length < ALL_GROUPS.length) return [];
  const all = values.find(
    ({ policy, state }) => policy.effect.kind === 'exclusion' && policy.effect.groups.length > 1 && state === 'enabled',
  );
  const names = all === undefined ? 'The exclusion policies together' : `"${all.policy.title}" (${saidBy(all)})`;
  return [
    {
      code: 'everything-excluded',
      policy: all?.policy.name ?? 'DisableSettingSync',
      detail: `${names} keep every group of settings and the apps from being backed up.`,
      fix: 'Disable the exclusion of at least one group, or disable "Enable Windows Backup" to say the same plainly.',
    },
  ];
}

export const ORIGIN_WORDS = {
  gpo: 'Group Policy',
  mdm: 'MDM',
  default: "Keepsake's default",
  conflict: 'Group Policy and MDM disagree',
} as const;

function saidBy({ origin }: PolicyValue): string {
  return ORIGIN_WORDS[origin];
}
