// What holds for one person on one device after everybody has spoken: the tenant's policies as they are assigned, Group
// Policy, the MDM, and nobody at all; each value with where it comes from. `unknown` is a state of its own: an assignment
// that nobody can decide, because a membership or a fact is not known, is neither enabled nor disabled.

import type { CategoryId } from '../catalog/category.ts';
import type { BackupGroup } from './backup-groups.ts';
import type { PolicyState } from './policy.ts';
import type { PolicyFinding } from './policy-finding.ts';
import type { WindowsPolicy } from './windows-policies.ts';

export type ResolvedPolicy = {
  /** One for each of `WINDOWS_POLICIES`, in its order. */
  readonly values: readonly ResolvedValue[];
  /** *Show restore page*: what counts while the device enrolls, and at no other time. */
  readonly restorePage: ResolvedToggle;
  /** Groups that are not backed up. */
  readonly excludedGroups: readonly BackupGroup[];
  readonly excludedCategories: readonly CategoryId[];
  /** Ids of settings that travel only where an administrator asks for them. */
  readonly optedIn: readonly string[];
  /** What an administrator should put right: conflicts, mixed Group Policy and MDM, values that nobody understands. */
  readonly problems: readonly PolicyFinding[];
};

export type ResolvedValue = {
  readonly policy: WindowsPolicy;
  readonly state: PolicyState | 'notConfigured' | 'unknown';
  /** Everybody who said something about it, the one that decided first; empty where nobody did. */
  readonly origins: readonly PolicyOriginOf[];
  /** They disagree: the stricter state holds. */
  readonly isConflict: boolean;
  readonly userMayOverride?: boolean;
  /** Which facts decide an `unknown`. */
  readonly missing?: readonly string[];
};

export type ResolvedToggle = {
  readonly state: 'enabled' | 'disabled' | 'notConfigured' | 'unknown';
  readonly origin: PolicyOriginOf | undefined;
  readonly missing?: readonly string[];
};

export type PolicyOriginOf =
  | { readonly by: 'tenant'; readonly policyId: string; readonly policyName: string; readonly through: AssignedThrough }
  | { readonly by: 'gpo' | 'mdm'; readonly location: string }
  /** Windows 11 26H2 backs up where nobody said anything; only in a tenant that chose so. */
  | { readonly by: 'windowsDefault' };

export type AssignedThrough =
  | { readonly kind: 'allDevices' }
  | { readonly kind: 'allUsers' }
  | { readonly kind: 'group'; readonly groupId: string; readonly groupName?: string }
  /** The tenant's default, which has no assignment. */
  | { readonly kind: 'everybody' };
