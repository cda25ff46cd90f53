// How a decision stands, reduced to what a fleet is counted by: the verdict, each refusal with its fixes, and what is missing. Two
// devices of one standing are told alike, whatever else differs about them.

import type { Decision, Finding } from '../eligibility/decision.ts';
import type { EligibilityFacts } from '../eligibility/facts.ts';

export type Verdict = Decision['verdict'];

export type Standing = {
  readonly verdict: Verdict;
  readonly refusals: readonly Refusal[];
  /** Names of facts, sorted. */
  readonly missing: readonly string[];
};

export type Refusal = {
  readonly ruleId: string;
  readonly code: string;
  /** What was seen. */
  readonly evidence: string;
  readonly administrator: string;
  /** All of them are needed. */
  readonly fixes: readonly string[];
};

/** What is lifted does not count. */
export function standingOf({ verdict, findings }: Decision, facts: EligibilityFacts): Standing {
  const counted = findings.filter(({ isLifted }) => !isLifted);
  const missing = counted.flatMap((finding) => (finding.holds === 'unknown' ? finding.missing : []));
  return {
    verdict,
    refusals: counted.flatMap((finding) => (finding.holds === 'no' ? [refusalOf(finding, facts)] : [])),
    missing: [...new Set(missing)].toSorted(),
  };
}

function refusalOf(finding: Extract<Finding, { holds: 'no' }>, { conditionalAccess }: EligibilityFacts): Refusal {
  const { ruleId, code, evidence, administrator, fix } = finding;
  // Each policy in the way is changed by itself, and one change may help many more people than another.
  const policies = ruleId === 'conditional-access' ? (conditionalAccess?.blockedBy ?? []) : [];
  const fixes = policies.map((policy) => `In "${policy.policyName}": ${policy.fix}.`);
  return { ruleId, code, evidence, administrator, fixes: fixes.length === 0 ? [fix] : fixes };
}

/**
 * From eligible to far from it, then by content: eligible before unknown before ineligible, fewer refusals before more, fewer
 * missing facts before more. Two standings that come out equal are counted alike.
 */
export function byNearness(one: Standing, other: Standing): number {
  const steps =
    VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict) ||
    one.refusals.length - other.refusals.length ||
    one.missing.length - other.missing.length;
  if (steps !== 0) return steps;
  const [a, b] = [standingKey(one), standingKey(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}

export function standingKey(standing: Standing): string {
  return JSON.stringify(standing);
}

export const VERDICTS = ['eligible', 'unknown', 'ineligible'] as const satisfies readonly Verdict[];
