// What the explanation of Conditional Access says about one occasion, as a fact of the decision: whether the sign-ins of that moment
// get through, and if not, which policies are in the way with the smallest change of each.
//
// A prompt is no refusal: whoever is asked for a second factor can answer. On demand and for a backup a person signs in as at
// their first sign-in.

import { strictest } from '../conditional-access/demand.ts';
import { outcomeOf, type PolicyEvaluation } from '../conditional-access/evaluate.ts';
import type { Passage, RestoreExplanation } from '../conditional-access/explanation/explain-restore.ts';
import type { Policy } from '../conditional-access/policy.ts';
import type { Occasion } from '../enrollment/phase.ts';
import type { ConditionalAccessFact } from './facts.ts';

/** What is said of the passages, with the proposals for what blocks them. */
export type Explained = Pick<RestoreExplanation, 'passages' | 'remedies'>;

export function conditionalAccessFact(explanation: Explained, occasion: Occasion): ConditionalAccessFact {
  const moment = occasion === 'oobe' ? 'oobe' : 'firstSignIn';
  const passages = explanation.passages.filter((passage) => passage.moment === moment);
  const outcome = outcomeOf(strictest(passages.map(({ evaluation }) => evaluation.demand)));
  if (outcome === 'undecided') return { outcome: 'unknown', blockedBy: [], missing: missingIn(passages) };
  if (outcome !== 'blocked') return { outcome: 'passes', blockedBy: [], missing: [] };
  const policies = unique(passages.flatMap(({ blocks }) => blocks.map(({ policy }) => policy)));
  const blockedBy = policies.map((policy) => ({ policyName: policy.name, fix: fixOf(policy, explanation) }));
  return { outcome: 'blocked', blockedBy, missing: [] };
}

function missingIn(passages: readonly Passage[]): readonly string[] {
  const open: readonly PolicyEvaluation[] = passages.flatMap(({ mayBlock }) => mayBlock);
  return unique(open.flatMap(({ needs }) => needs));
}

function fixOf(policy: Policy, { remedies }: Explained): string {
  const best = remedies.find((remedy) => remedy.policy === policy)?.changes[0];
  if (best !== undefined) return best.words;
  return policy.isMalformed
    ? 'mend the policy first, a part of it can not be read'
    : 'no single change lets the restore through; look at it with keepsake ca explain';
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
