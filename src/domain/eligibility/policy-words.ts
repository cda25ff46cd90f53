// What policies say and who said it, in words for administrators.

import type { EligibilityFacts } from './facts.ts';
import type { AssignedThrough, PolicyOriginOf, ResolvedValue } from '../policy/resolved-policy.ts';
import type { PolicyEffect } from '../policy/policy.ts';

/** The first policy with the effect, which for backups and restores is the only one. */
export function valueWithEffect({ policy }: EligibilityFacts, kind: PolicyEffect['kind']): ResolvedValue | undefined {
  return policy?.values.find((value) => value.policy.effect.kind === kind);
}

/** `the policy "Pilot" (assigned to all devices), Group Policy (HKLM\…)`; empty where nobody said anything. */
export function originsWords(origins: readonly PolicyOriginOf[]): string {
  return origins.map(originWords).join(', ');
}

export function originWords(origin: PolicyOriginOf): string {
  if (origin.by === 'tenant') return `the policy "${origin.policyName}" (${throughWords(origin.through)})`;
  if (origin.by === 'windowsDefault') return 'the default of Windows 11 26H2, which the organization chose';
  return `${origin.by === 'gpo' ? 'Group Policy' : 'the MDM'} (${origin.location})`;
}

function throughWords(through: AssignedThrough): string {
  if (through.kind === 'allDevices') return 'assigned to all devices';
  if (through.kind === 'allUsers') return 'assigned to all users';
  if (through.kind === 'everybody') return 'for everybody';
  return `assigned to the group ${through.groupName ?? through.groupId}`;
}

/** Names of facts that settle a state that nobody knows. */
export function missingOf({ missing, policy }: ResolvedValue): readonly string[] {
  return missing !== undefined && missing.length > 0 ? missing : [`policy.${policy.name}`];
}
