// What an administrator should put right about a policy, whoever said something about it: disagreement, Group Policy beside an
// MDM, and values that nobody understands.

import { looserState, type Policy, stricterState } from './policy.ts';
import type { PolicyFinding } from './policy-finding.ts';
import type { PolicyOriginOf } from './resolved-policy.ts';
import { inOrder, isConflict, type Voice } from './voices.ts';

/** Of those who certainly speak. */
export function problemsAmong(policy: Policy, unordered: readonly Voice[]): readonly PolicyFinding[] {
  const voices = inOrder(unordered);
  const strange = voices.filter(({ state }) => state === 'notUnderstood').map((voice) => notUnderstood(policy, voice));
  if (isConflict(policy, voices)) return [...strange, conflict(policy, voices)];
  return isMixed(voices) ? [...strange, mixed(policy, voices)] : strange;
}

/**
 * Windows itself writes Group Policy's value for an ADMX-backed policy that an MDM sets. Such an echo is nobody's word; left
 * in, every such policy would look mixed.
 */
export function withoutEchoes(policy: Policy, voices: readonly Voice[]): readonly Voice[] {
  const mdm = voices.find(({ origin }) => origin.by === 'mdm');
  if (mdm === undefined || policy.mdm?.form.kind !== 'admx') return voices;
  return voices.filter(({ origin, state }) => origin.by !== 'gpo' || state !== mdm.state);
}

/** The service's own policies take the MDM's part. */
function isMixed(voices: readonly Voice[]): boolean {
  const speakers = new Set(voices.map(({ origin }) => origin.by === 'gpo'));
  return speakers.size > 1;
}

function conflict(policy: Policy, voices: readonly Voice[]): PolicyFinding {
  const words = voices.map(
    ({ origin, state }) => `${speaker(origin)} says ${state === 'notUnderstood' ? 'nothing clear' : state}`,
  );
  const isLocal = voices.some(({ origin }) => origin.by === 'gpo');
  return {
    code: 'policy-conflict',
    policy: policy.name,
    detail: `"${policy.title}": ${words.join(', ')}. ${isLocal ? 'Windows promises nothing for this' : 'Intune would apply neither'}; Keepsake takes "${stricterState(policy)}", by which less travels.`,
    fix: isLocal
      ? `Set "${policy.title}" in one place only: Group Policy or the MDM.`
      : `Set "${policy.title}" in one policy only, or keep the groups of the others out of those that say "${looserState(policy)}".`,
  };
}

function mixed(policy: Policy, voices: readonly Voice[]): PolicyFinding {
  const words = [...new Set(voices.map(({ origin }) => speaker(origin)))];
  return {
    code: 'policy-mixed',
    policy: policy.name,
    detail: `"${policy.title}" is set by ${words.join(' and by ')}. They agree today; Microsoft warns of unexpected results where both manage it.`,
    fix: `Set "${policy.title}" in one place only: Group Policy or the MDM.`,
  };
}

function notUnderstood(policy: Policy, { origin, because }: Voice): PolicyFinding {
  return {
    code: 'policy-not-understood',
    policy: policy.name,
    detail: `${because ?? `What ${speaker(origin)} says of "${policy.title}" can not be understood.`} It counts as "${stricterState(policy)}", by which less travels.`,
    fix: `Set "${policy.title}" again by its policy; do not write its value by hand.`,
  };
}

/** For people. */
export function speaker(origin: PolicyOriginOf): string {
  switch (origin.by) {
    case 'tenant':
      return `the policy "${origin.policyName}"`;
    case 'gpo':
      return 'Group Policy';
    case 'mdm':
      return 'MDM';
    case 'windowsDefault':
      return "Windows' default";
  }
}
