// The one rule by which everybody who says something about a policy becomes one state: where all agree, that; where they do not,
// the stricter, by which less travels. Intune applies neither of two settings in conflict and Windows promises nothing where
// Group Policy and an MDM are mixed, so nobody loses what either would give them; and no mistake can widen what travels.
//
// Guarantees: the order of voices does not matter. A voice that may or may not reach the subject makes the state unknown
// exactly where it would change it. The first origin named is one that says what holds.

import type { Answer } from './policy-subject.ts';
import { type Policy, type PolicyState, stricterState } from './policy.ts';
import type { PolicyOriginOf, ResolvedValue } from './resolved-policy.ts';

export type Voice = {
  readonly origin: PolicyOriginOf;
  readonly state: PolicyState | 'notUnderstood';
  /** Whether it speaks to the subject at all; never "no". */
  readonly reach: Answer;
  readonly userMayOverride?: boolean;
  /** Why it is not understood, with the place. */
  readonly because?: string;
};

/** What holds where nobody says anything. */
export type Silence = { readonly state: ResolvedValue['state']; readonly missing: readonly string[] };

export const NOT_CONFIGURED: Silence = { state: 'notConfigured', missing: [] };

/** Of at least one; what nobody understands counts as the stricter. */
export function agreedState(policy: Policy, states: readonly Voice['state'][]): PolicyState | undefined {
  const [first, ...others] = states.map((state) => (state === 'notUnderstood' ? stricterState(policy) : state));
  return others.every((state) => state === first) ? first : stricterState(policy);
}

export function resolveVoices(policy: Policy, voices: readonly Voice[], silence = NOT_CONFIGURED): ResolvedValue {
  const certain = voices.filter(({ reach }) => reach.is === 'yes');
  const possible = voices.filter(({ reach }) => reach.is !== 'yes');
  const state = certainState(policy, certain, possible, silence);
  const heard = state === 'unknown' ? [...certain, ...possible] : certain;
  const missing = [...possible.flatMap(({ reach }) => reach.missing), ...(certain.length === 0 ? silence.missing : [])];
  return {
    policy,
    state,
    origins: originsOf(policy, heard, state),
    isConflict: isConflict(policy, certain),
    ...(state === 'enabled' && policy.userOverride !== undefined ? { userMayOverride: mayOverride(voices) } : {}),
    ...(state === 'unknown' ? { missing: [...new Set(missing)].toSorted() } : {}),
  };
}

export function isConflict(policy: Policy, voices: readonly Voice[]): boolean {
  return new Set(voices.map(({ state }) => agreedState(policy, [state]))).size > 1;
}

/** One more voice is as good as several: whatever many could change, one of them changes. */
function certainState(
  policy: Policy,
  certain: readonly Voice[],
  possible: readonly Voice[],
  silence: Silence,
): ResolvedValue['state'] {
  const [now = silence.state, ...others] = [[], ...possible.map((voice) => [voice])].map(
    (more) =>
      agreedState(
        policy,
        [...certain, ...more].map(({ state }) => state),
      ) ?? silence.state,
  );
  return others.every((state) => state === now) ? now : 'unknown';
}

function mayOverride(voices: readonly Voice[]): boolean {
  return voices.filter(({ state }) => state !== 'disabled').every(({ userMayOverride }) => userMayOverride === true);
}

function originsOf(policy: Policy, voices: readonly Voice[], state: ResolvedValue['state']): readonly PolicyOriginOf[] {
  if (voices.length === 0) return state === 'enabled' ? [{ by: 'windowsDefault' }] : [];
  const decides = (voice: Voice) => agreedState(policy, [voice.state]) === state;
  const [first, others] = [voices.filter(decides), voices.filter((voice) => !decides(voice))];
  return [...inOrder(first), ...inOrder(others)].map(({ origin }) => origin);
}

/** The tenant's policies by name, then Group Policy, then the MDM. */
export function inOrder(voices: readonly Voice[]): readonly Voice[] {
  const key = ({ origin, state }: Voice) =>
    origin.by === 'tenant' ? `0 ${origin.policyName} ${origin.policyId} ${state}` : origin.by === 'gpo' ? '1' : '2';
  return voices.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
