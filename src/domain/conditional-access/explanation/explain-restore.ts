// Would a restore get through Conditional Access: for each of its sign-ins the policies that block it, the conditions that
// caught it, what nobody knows, and the smallest change that lets it through.
//
// Everything said is taken from an evaluation: the proposals have been tried out, the advice is given only where it is true.

import { strictest } from '../demand.ts';
import { type Evaluation, evaluate, isEnforced, type Outcome, outcomeOf, type PolicyEvaluation } from '../evaluate.ts';
import type { JsonObject } from '../members.ts';
import { parsePolicy } from '../parse-policy.ts';
import type { Policy } from '../policy.ts';
import { type Tenant, withPolicies } from '../tenant.ts';
import { type Advice, adviceOn } from './advice.ts';
import { companionPolicy } from './companion-policy.ts';
import { type Moment, type RestoreFacts, type RestoreSignIn, restoreSignIns } from './restore-sign-ins.ts';
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

export function explainRestore(tenant: Tenant, facts: RestoreFacts): RestoreExplanation {
  const passages = passagesOf(tenant, facts);
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
    advice: adviceOn({ best, afterwards, hasCompanion: body !== undefined, tenant: changedTenant, facts }),
  };
}

/** Without the proposals, which cost a thousand times as much. */
export function passagesOf(tenant: Tenant, facts: RestoreFacts): readonly Passage[] {
  return restoreSignIns(facts).map((signIn) => passageOf(tenant, signIn));
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
