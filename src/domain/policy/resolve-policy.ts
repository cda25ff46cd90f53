// Everything that is said about the policies of a person on a device → what holds, and who said it. The tenant's policies reach
// them by assignment; Group Policy and an MDM have written what they say on the device; where nobody speaks, nothing is
// captured, unless the organization chose to follow Windows' own default.
//
// Guarantees: adding an exclusion never enlarges what travels; not knowing a fact never turns a refusal into a permission;
// the order of policies does not matter.

import { ternary } from '../../lib/ternary.ts';
import { reachOf } from './assignment.ts';
import type { AssignmentFilter } from './assignment-filter.ts';
import type { TenantPolicy } from './configuration-policy.ts';
import { categoriesOf, groupsExcludedBy, settingsAskedFor } from './consequences.ts';
import { type LocalPolicyValue, localVoices, type Spoken } from './local-voices.ts';
import { OPT_IN_POLICIES } from './opt-in-policies.ts';
import type { Policy } from './policy.ts';
import { problemsAmong, withoutEchoes } from './policy-problems.ts';
import { allOf, answer, type PolicySubject } from './policy-subject.ts';
import type { ResolvedPolicy } from './resolved-policy.ts';
import { type RestorePageConfiguration, resolveRestorePage } from './restore-page.ts';
import { NOT_CONFIGURED, resolveVoices, type Silence } from './voices.ts';
import { WINDOWS_POLICIES } from './windows-policies.ts';

export type ResolveInput = {
  readonly tenant: readonly TenantPolicy[];
  readonly restorePage: readonly RestorePageConfiguration[];
  readonly filters: readonly AssignmentFilter[];
  readonly subject: PolicySubject;
  /** What the device's own registry says. */
  readonly local: readonly LocalPolicyValue[];
  /** Windows 11 26H2 backs up where nobody said anything. */
  readonly isBackupOnByDefault: boolean;
};

export function resolvePolicy(input: ResolveInput): ResolvedPolicy {
  const { restorePage, subject, filters } = input;
  const voices = Map.groupBy([...tenantVoices(input), ...localVoices(input.local)], ({ policy }) => policy);
  const resolve = (policy: Policy) => {
    const heard = withoutEchoes(
      policy,
      (voices.get(policy) ?? []).map(({ voice }) => voice),
    );
    const certain = heard.filter(({ reach }) => reach.is === 'yes');
    return {
      value: resolveVoices(policy, heard, silenceOf(policy, input)),
      problems: problemsAmong(policy, certain),
    };
  };
  const windows = WINDOWS_POLICIES.map(resolve);
  const optIns = OPT_IN_POLICIES.map(resolve);
  const values = windows.map(({ value }) => value);
  const excludedGroups = groupsExcludedBy(values);
  return {
    values,
    restorePage: resolveRestorePage(restorePage, subject, filters),
    excludedGroups,
    excludedCategories: categoriesOf(excludedGroups),
    optedIn: settingsAskedFor(optIns.map(({ value }) => value)),
    problems: [...windows, ...optIns].flatMap(({ problems }) => problems),
  };
}

function tenantVoices({ tenant, subject, filters }: ResolveInput): readonly Spoken[] {
  return tenant.flatMap(({ id, name, settings, assignments }) => {
    const { through, ...reach } = reachOf(assignments, subject, filters);
    if (reach.is === 'no') return [];
    const origin = { by: 'tenant', policyId: id, policyName: name, through: through ?? { kind: 'everybody' } } as const;
    return settings.map(({ policy, ...said }) => ({ policy, voice: { ...said, origin, reach } }));
  });
}

/** Microsoft has it so for devices joined to Entra, hybrid or not, outside some regions; the organization knows its own. */
function silenceOf({ effect }: Policy, { isBackupOnByDefault, subject: { device } }: ResolveInput): Silence {
  if (effect.kind !== 'backup' || !isBackupOnByDefault) return NOT_CONFIGURED;
  const { joinState } = device;
  const isJoined = joinState === undefined ? undefined : joinState === 'entraJoined' || joinState === 'hybridJoined';
  const { is, missing } = allOf([
    answer(ternary(hasDefault(device.windowsBuild)), ['device.windowsBuild']),
    answer(ternary(isJoined), ['device.joinState']),
  ]);
  if (is === 'unknown') return { state: 'unknown', missing };
  return is === 'yes' ? { state: 'enabled', missing: [] } : NOT_CONFIGURED;
}

/** 26H2 is build 26300. 26H1 is a line of its own, build 28000, to which the default comes with its next release. */
function hasDefault(build: number | undefined): boolean | undefined {
  return build === undefined ? undefined : build >= 26_300 && build !== 28_000;
}
