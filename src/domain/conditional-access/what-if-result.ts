// An evaluation → Graph's `whatIfAnalysisResult`: the policy as it is stored, with `policyApplies` and `analysisReasons`.
//
// A policy that may or may not apply does not apply here, with `notEnoughInformation`: What If answers only what it can.

import type { ConditionName } from './conditions/judgement.ts';
import type { Evaluation, PolicyEvaluation } from './evaluate.ts';
import { isObject, type JsonObject } from './members.ts';
import { isEmpty } from './parse-policy.ts';
import type { Policy } from './policy.ts';

/** Graph's flags, in the order of their values; reasons are written in this order. */
export const ANALYSIS_REASONS = {
  notSet: 0,
  notEnoughInformation: 1,
  invalidCondition: 2,
  users: 4,
  workloadIdentities: 8,
  application: 16,
  userActions: 32,
  authenticationContext: 64,
  devicePlatform: 128,
  devices: 256,
  clientApps: 512,
  location: 1024,
  signInRisk: 2048,
  emptyPolicy: 4096,
  invalidPolicy: 8192,
  policyNotEnabled: 16_384,
  userRisk: 32_768,
  time: 65_536,
  insiderRisk: 131_072,
  authenticationFlow: 262_144,
} as const;

export type AnalysisReason = keyof typeof ANALYSIS_REASONS;

/** The `value` of the response. */
export function whatIfResults({ policies }: Evaluation, appliedPoliciesOnly: boolean): readonly JsonObject[] {
  return policies.map(whatIfResult).filter(({ policyApplies }) => policyApplies === true || !appliedPoliciesOnly);
}

export function whatIfResult(evaluation: PolicyEvaluation): JsonObject {
  const reasons = analysisReasons(evaluation);
  const source = isObject(evaluation.policy.source) ? evaluation.policy.source : {};
  return { ...source, policyApplies: reasons.length === 0, analysisReasons: reasons.join(',') || 'notSet' };
}

/** Why a policy does not apply; empty where it does. */
export function analysisReasons({ policy, applies, conditions }: PolicyEvaluation): readonly AnalysisReason[] {
  const unfit = unfitReason(policy);
  if (unfit !== undefined) return [unfit];
  if (applies === 'yes') return [];
  if (applies === 'unknown') return ['notEnoughInformation'];
  const reasons = new Set(
    conditions.filter(({ matches }) => matches === 'no').map(({ condition }) => reasonOf(condition)),
  );
  return (Object.keys(ANALYSIS_REASONS) as AnalysisReason[]).filter((reason) => reasons.has(reason));
}

function unfitReason(policy: Policy): AnalysisReason | undefined {
  const malformed = policy.findings.map(({ code }) => code);
  if (malformed.includes('bad-rule')) return 'invalidCondition';
  if (policy.isMalformed) return 'invalidPolicy';
  if (policy.state === 'disabled') return 'policyNotEnabled';
  return isEmpty(policy.grant, policy.session) ? 'emptyPolicy' : undefined;
}

/** Graph has no flag for workload risk and for conditions newer than it. */
function reasonOf(condition: ConditionName): AnalysisReason {
  if (condition === 'unread') return 'notEnoughInformation';
  return condition === 'servicePrincipalRisk' ? 'workloadIdentities' : condition;
}
