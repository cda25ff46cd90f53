// The policy that goes with an exclusion: where taking the restore out of a policy for compliant devices leaves it with no
// second factor, a policy of its own asks for one. Proposed only where it is needed.

import type { Json } from '../../../lib/canonical-json.ts';
import { type Evaluation, isEnforced, type PolicyEvaluation } from '../evaluate.ts';
import { isAnnotation, isObject, type JsonObject, saysNothing } from '../members.ts';
import type { ProvenChange } from './smallest-change.ts';
import { RESTORE_APPLICATIONS } from './restore-sign-ins.ts';

/** Body of `POST /identity/conditionalAccess/policies`; `undefined` where every restore sign-in is asked for MFA anyway. */
export function companionPolicy(
  changes: readonly ProvenChange[],
  afterwards: readonly Evaluation[],
): JsonObject | undefined {
  const [first] = changes.filter(
    ({ kind, policy }) => kind === 'excludeApplication' && !policy.grant.builtIn.includes('block'),
  );
  if (first === undefined || afterwards.every(({ policies }) => policies.some((it) => asksForMfa(it, 'perhaps'))))
    return undefined;
  return {
    displayName: 'Require multifactor authentication for restoring Windows settings',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: RESTORE_APPLICATIONS },
      users: usersOf(first.policy.source),
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  };
}

export function asksForMfa({ policy, applies, controls }: PolicyEvaluation, how: 'certainly' | 'perhaps'): boolean {
  const factors = controls.filter(({ control }) => control === 'mfa' || control === 'authenticationStrength');
  return (
    isEnforced(policy) && factors.length > 0 && (applies === 'yes' || (how === 'perhaps' && applies === 'unknown'))
  );
}

/** The same people as the changed policy, without an export's decoration. */
function usersOf(source: Json): Json {
  const conditions = memberNamed(source, 'conditions');
  const users = memberNamed(conditions, 'users');
  return plain(users ?? {});
}

function plain(json: Json): Json {
  if (!isObject(json)) return json;
  const members = Object.entries(json).filter(([name, value]) => !isAnnotation(name) && !saysNothing(value));
  return Object.fromEntries(members.map(([name, value]) => [name, plain(value)]));
}

function memberNamed(json: Json | undefined, name: string): Json | undefined {
  if (!isObject(json)) return undefined;
  return Object.entries(json).find(([it]) => it.toLowerCase() === name)?.[1];
}
