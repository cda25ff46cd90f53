// Would a restore get through Conditional Access: for each of its sign-ins the policies that block it, the conditions that
// caught it, what nobody knows, and the smallest change that lets it through.
//
// Everything said is taken from an evaluation: the proposals have been tried out, the advice is given only where it is true.

import { strictest } from '../demand.ts';
import { type Evaluation, evaluate, isEnforced, type PolicyEvaluation, type Verdict, verdictOf } from '../evaluate.ts';
import type { JsonObject } from '../members.ts';
import type { Policy } from '../policy.ts';
import { DIRECTORY_APPLICATION } from '../sign-in.ts';
import { type Tenant, withPolicies } from '../tenant.ts';
import { ACTIVITY_FEED_SERVICE } from '../well-known.ts';
import { asksForMfa, companionPolicy } from './companion-policy.ts';
import { type Moment, type RestoreFacts, type RestoreSignIn, restoreSignIns, signInAt } from './restore-sign-ins.ts';
import { type ProvenChange, provenChanges } from './smallest-change.ts';

export type Passage = RestoreSignIn & {
  readonly evaluation: Evaluation;
  /** Enforced and certain to block. */
  readonly blocks: readonly PolicyEvaluation[];
  /** Enforced, and blocking or not depending on facts that are missing. */
  readonly mayBlock: readonly PolicyEvaluation[];
  /** Enforced, and satisfied by something the person is asked for. */
  readonly asks: readonly PolicyEvaluation[];
  /** Report-only, and blocking as soon as somebody switches them on. */
  readonly wouldBlock: readonly PolicyEvaluation[];
};

export type RestoreExplanation = {
  readonly passages: readonly Passage[];
  readonly verdict: Verdict;
  /** For each blocking policy the edits that work, the best first. */
  readonly remedies: readonly { readonly policy: Policy; readonly changes: readonly ProvenChange[] }[];
  /** The verdict with the best edit of every blocking policy; `undefined` where nothing blocks. */
  readonly after: Verdict | undefined;
  /** A policy that keeps the restore protected, where the edits leave it without multifactor authentication. */
  readonly companion: JsonObject | undefined;
  readonly advice: readonly Advice[];
};

export type Advice =
  /** Microsoft's own: exclude the service from the policy for compliant devices, and ask it for MFA instead. */
  | { readonly code: 'microsofts-advice'; readonly policy: string }
  /** A policy that remains asks for MFA already. */
  | { readonly code: 'mfa-remains'; readonly policies: readonly string[] }
  /** The service may not be in the list an administrator picks from. */
  | { readonly code: 'service-principal'; readonly application: string }
  /** Excluding the service does not help a client that asks for nothing but sign-in scopes. */
  | { readonly code: 'baseline-scopes'; readonly policies: readonly string[] }
  /** The policy blocks because of where or how the sign-in is made; think twice. */
  | { readonly code: 'blocks-on-purpose'; readonly policy: string; readonly because: readonly string[] };

export function explainRestore(tenant: Tenant, facts: RestoreFacts): RestoreExplanation {
  const passages = restoreSignIns(facts).map((signIn) => passageOf(tenant, signIn));
  const blocking = tenant.policies.filter((policy) => passages.some(({ blocks }) => names(blocks, policy)));
  const remedies = blocking.map((policy) => {
    const blocked = passages.filter(({ blocks }) => names(blocks, policy));
    return { policy, changes: provenChanges(policy, blocked, facts, tenant) };
  });
  const best = remedies.flatMap(({ changes }) => changes.slice(0, 1));
  const changedTenant = withChanges(tenant, best);
  const afterwards = restoreSignIns(facts).map(({ signIn }) => evaluate(changedTenant, signIn));
  const companion = companionPolicy(best, afterwards);
  return {
    passages,
    verdict: verdictOf(strictest(passages.map(({ evaluation }) => evaluation.demand))),
    remedies,
    after: blocking.length === 0 ? undefined : verdictOf(strictest(afterwards.map(({ demand }) => demand))),
    companion,
    advice: adviceFor(best, afterwards, companion, changedTenant, facts),
  };
}

export function momentWords(moment: Moment): string {
  return moment === 'oobe' ? 'During setup (OOBE), device not compliant yet' : 'First sign-in';
}

function passageOf(tenant: Tenant, restore: RestoreSignIn): Passage {
  const evaluation = evaluate(tenant, restore.signIn);
  const enforced = evaluation.policies.filter(({ policy }) => isEnforced(policy));
  const reportOnly = evaluation.policies.filter(({ policy }) => policy.state === 'enabledForReportingButNotEnforced');
  return {
    ...restore,
    evaluation,
    blocks: enforced.filter(({ demand }) => demand.atLeast === 'block'),
    mayBlock: enforced.filter(({ demand }) => demand.atLeast !== 'block' && demand.atMost === 'block'),
    asks: enforced.filter(({ demand }) => demand.atMost === 'interaction'),
    wouldBlock: reportOnly.filter(({ demand }) => demand.atLeast === 'block'),
  };
}

function withChanges(tenant: Tenant, changes: readonly ProvenChange[]): Tenant {
  const changed = new Map(changes.map((change) => [change.policy, change.changed]));
  return withPolicies(
    tenant,
    tenant.policies.map((policy) => changed.get(policy) ?? policy),
  );
}

function adviceFor(
  best: readonly ProvenChange[],
  afterwards: readonly Evaluation[],
  companion: JsonObject | undefined,
  changedTenant: Tenant,
  facts: RestoreFacts,
): readonly Advice[] {
  const excluding = best.filter(({ kind }) => kind === 'excludeApplication');
  const remaining = afterwards.flatMap(({ policies }) => policies.filter(asksForMfa).map(({ policy }) => policy.name));
  return [
    ...excluding
      .filter(isMicrosoftsAdvice)
      .map(({ policy }): Advice => ({ code: 'microsofts-advice', policy: policy.name })),
    ...(companion === undefined && remaining.length > 0 && best.length > 0
      ? [{ code: 'mfa-remains', policies: [...new Set(remaining)] } as const]
      : []),
    ...(excluding.length > 0 ? [{ code: 'service-principal', application: ACTIVITY_FEED_SERVICE } as const] : []),
    ...baselineAdvice(excluding, changedTenant, facts),
    ...best.flatMap(purposeAdvice),
  ];
}

function isMicrosoftsAdvice({ policy }: ProvenChange): boolean {
  return policy.grant.builtIn.includes('compliantDevice');
}

/** A client that asks only sign-in scopes is judged as the directory itself, which the exclusion does not cover. */
function baselineAdvice(excluding: readonly ProvenChange[], tenant: Tenant, facts: RestoreFacts): readonly Advice[] {
  const changed = new Set(excluding.map((change) => change.changed));
  const { policies } = evaluate(tenant, signInAt('oobe', DIRECTORY_APPLICATION, facts));
  const still = policies.filter(({ policy, demand }) => changed.has(policy) && demand.atLeast === 'block');
  return still.length === 0 ? [] : [{ code: 'baseline-scopes', policies: still.map(({ policy }) => policy.name) }];
}

const ON_PURPOSE = ['location', 'signInRisk', 'userRisk', 'insiderRisk', 'authenticationFlow'];

function purposeAdvice({ policy }: ProvenChange): readonly Advice[] {
  if (!policy.grant.builtIn.includes('block')) return [];
  const { locations, signInRiskLevels, userRiskLevels, insiderRiskLevels, transferMethods } = policy.conditions;
  const set = [locations.include.length + locations.exclude.length, signInRiskLevels.length, userRiskLevels.length];
  const because = ON_PURPOSE.filter(
    (_, index) => [...set, insiderRiskLevels.length, transferMethods.length][index] !== 0,
  );
  return because.length === 0 ? [] : [{ code: 'blocks-on-purpose', policy: policy.name, because }];
}

function names(evaluations: readonly PolicyEvaluation[], policy: Policy): boolean {
  return evaluations.some((evaluation) => evaluation.policy === policy);
}
