// Would a restore get through Conditional Access: for each of its sign-ins the policies that block it, the conditions that
// caught it, what nobody knows, and the smallest change that lets it through.
//
// Everything said is taken from an evaluation: the proposals have been tried out, the advice is given only where it is true.

import type { ConditionName } from '../conditions/judgement.ts';
import { strictest } from '../demand.ts';
import {
  type Evaluation,
  evaluate,
  evaluatePolicy,
  isEnforced,
  type Outcome,
  outcomeOf,
  type PolicyEvaluation,
} from '../evaluate.ts';
import type { JsonObject } from '../members.ts';
import { parsePolicy } from '../parse-policy.ts';
import type { Policy } from '../policy.ts';
import { DIRECTORY_APPLICATION } from '../sign-in.ts';
import { type Tenant, withPolicies } from '../tenant.ts';
import { ACTIVITY_FEED_SERVICE } from '../well-known.ts';
import { blocksEveryone } from './blocks-everyone.ts';
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
  readonly outcome: Outcome;
  /** For each policy in the way the edits that work, the best first. */
  readonly remedies: readonly Remedy[];
  /** The outcome with the best edit of every policy in the way; `undefined` where none is. */
  readonly after: Outcome | undefined;
  /** A policy that keeps the restore protected, where the edits leave it without multifactor authentication. */
  readonly companion: Companion | undefined;
  readonly advice: readonly Advice[];
};

export type Remedy = {
  readonly policy: Policy;
  /** It blocks; or else it does so only if missing facts turn out that way. */
  readonly isCertain: boolean;
  readonly changes: readonly ProvenChange[];
};

/** `after`: the outcome with the edits and this policy. */
export type Companion = { readonly body: JsonObject; readonly after: Outcome };

export type Advice =
  /** Microsoft's own: exclude the service from the policy for compliant devices, and ask it for MFA instead. */
  | { readonly code: 'microsofts-advice'; readonly policy: string }
  /** A policy that remains asks for MFA already. */
  | { readonly code: 'mfa-remains'; readonly policies: readonly string[] }
  /** The service may not be in the list an administrator picks from. */
  | { readonly code: 'service-principal'; readonly application: string }
  /** Excluding the service does not help a client that asks for nothing but sign-in scopes. */
  | { readonly code: 'baseline-scopes'; readonly policies: readonly string[] }
  /** It blocks everybody: most likely its exclusions were lost on the way, and mending it comes first. */
  | { readonly code: 'blocks-everyone'; readonly policy: string }
  /** The policy blocks because of where or how the sign-in is made; think twice. */
  | { readonly code: 'blocks-on-purpose'; readonly policy: string; readonly because: readonly string[] };

export function explainRestore(tenant: Tenant, facts: RestoreFacts): RestoreExplanation {
  const passages = restoreSignIns(facts).map((signIn) => passageOf(tenant, signIn));
  const remedies = tenant.policies.flatMap((policy) => remedyFor(policy, passages, facts, tenant));
  const best = remedies.flatMap(({ changes }) => changes.slice(0, 1));
  const changedTenant = withChanges(tenant, best);
  const afterwards = evaluateRestore(changedTenant, facts);
  const body = companionPolicy(best, afterwards);
  return {
    passages,
    outcome: outcomeOf(strictest(passages.map(({ evaluation }) => evaluation.demand))),
    remedies,
    after: remedies.length === 0 ? undefined : outcomeOf(strictest(afterwards.map(({ demand }) => demand))),
    companion: body === undefined ? undefined : { body, after: outcomeWith(body, changedTenant, facts) },
    advice: adviceFor(best, afterwards, body, changedTenant, facts),
  };
}

function evaluateRestore(tenant: Tenant, facts: RestoreFacts): readonly Evaluation[] {
  return restoreSignIns(facts).map(({ signIn }) => evaluate(tenant, signIn));
}

function outcomeWith(body: JsonObject, tenant: Tenant, facts: RestoreFacts): Outcome {
  const whole = withPolicies(tenant, [...tenant.policies, parsePolicy(body)]);
  return outcomeOf(strictest(evaluateRestore(whole, facts).map(({ demand }) => demand)));
}

export function momentWords(moment: Moment): string {
  return moment === 'oobe' ? 'During setup (OOBE), device not compliant yet' : 'First sign-in';
}

/** Nothing to change in a policy that is not in the way; a malformed one has to be mended, not edited around. */
function remedyFor(
  policy: Policy,
  passages: readonly Passage[],
  facts: RestoreFacts,
  tenant: Tenant,
): readonly Remedy[] {
  const isIn = (evaluations: readonly PolicyEvaluation[]): boolean => evaluations.some((it) => it.policy === policy);
  const caught = passages.filter(({ blocks, mayBlock }) => isIn(blocks) || isIn(mayBlock));
  if (caught.length === 0 || policy.isMalformed) return [];
  const isCertain = passages.some(({ blocks }) => isIn(blocks));
  return [{ policy, isCertain, changes: provenChanges(policy, caught, facts, tenant) }];
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
  const remaining = afterwards.flatMap(({ policies }) =>
    policies.filter((it) => asksForMfa(it, 'certainly')).map(({ policy }) => policy.name),
  );
  return [
    ...excluding
      .filter(isMicrosoftsAdvice)
      .map(({ policy }): Advice => ({ code: 'microsofts-advice', policy: policy.name })),
    ...(companion === undefined && remaining.length > 0 && best.length > 0
      ? [{ code: 'mfa-remains', policies: [...new Set(remaining)] } as const]
      : []),
    ...(excluding.length > 0 ? [{ code: 'service-principal', application: ACTIVITY_FEED_SERVICE } as const] : []),
    ...baselineAdvice(excluding, changedTenant, facts),
    ...best.flatMap((change) => blockAdvice(change, changedTenant, facts)),
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

/** Conditions by which a policy blocks some sign-ins and not others. */
const ON_PURPOSE: readonly ConditionName[] = [
  'location',
  'signInRisk',
  'userRisk',
  'insiderRisk',
  'authenticationFlow',
];

function blockAdvice({ policy }: ProvenChange, tenant: Tenant, facts: RestoreFacts): readonly Advice[] {
  if (!policy.grant.builtIn.includes('block')) return [];
  if (blocksEveryone(policy, tenant) !== undefined) return [{ code: 'blocks-everyone', policy: policy.name }];
  const { conditions } = evaluatePolicy(policy, signInAt('oobe', ACTIVITY_FEED_SERVICE, facts), tenant);
  const because = ON_PURPOSE.filter((name) => conditions.some((it) => it.condition === name && it.isSet));
  return because.length === 0 ? [] : [{ code: 'blocks-on-purpose', policy: policy.name, because }];
}
