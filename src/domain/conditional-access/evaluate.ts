// Conditional Access over one sign-in, with Entra's semantics: every policy that applies has to be satisfied, a block wins
// over everything, exclusions win over inclusions, report-only policies are evaluated and never enforced.
//
// Pure, total, and never short-circuited. What is not known travels as a span: `verdict` is definite only if no missing
// fact could change it, and `enforced` assumes the worst of what is missing.

import { judgeConditions } from './conditions/judge-conditions.ts';
import { type Judgement, unique } from './conditions/judgement.ts';
import { controlSpan, type ControlResult, grantSpan, judgeGrant, openControls, unreadControls } from './controls.ts';
import { type Demand, NOTHING, perhaps, REFUSAL, type Span, strictest } from './demand.ts';
import type { Policy } from './policy.ts';
import { combineSessions, judgeSession, type Session } from './session.ts';
import type { SignIn } from './sign-in.ts';
import type { Tenant } from './tenant.ts';
import { all, type Ternary } from '../../lib/ternary.ts';

export type PolicyEvaluation = {
  readonly policy: Policy;
  /** Do all conditions match? Independent of whether the policy is switched on. */
  readonly applies: Ternary;
  readonly conditions: readonly Judgement[];
  readonly controls: readonly ControlResult[];
  /** Those that keep it from being satisfied, if it applies: unmet or not known; of alternatives the easiest. */
  readonly open: readonly ControlResult[];
  /** What the policy demands of this sign-in, or would demand if it were switched on. */
  readonly demand: Span;
  /** Graph's `appliedConditionalAccessPolicyResult`. */
  readonly result: PolicyResult;
  /** Facts that would settle it. */
  readonly needs: readonly string[];
};

export type PolicyResult =
  | 'success'
  | 'failure'
  | 'notApplied'
  | 'notEnabled'
  | 'unknown'
  | 'reportOnlySuccess'
  | 'reportOnlyFailure'
  | 'reportOnlyNotApplied'
  | 'reportOnlyInterrupted';

export type Verdict = 'allow' | 'interaction' | 'block' | 'unknown';

export type Evaluation = {
  readonly signIn: SignIn;
  readonly policies: readonly PolicyEvaluation[];
  /** Of the enforced policies together. */
  readonly demand: Span;
  readonly verdict: Verdict;
  /** What enforcement does: as the verdict, with everything unknown taken as applying and unmet. */
  readonly enforced: Demand;
  /** What holds for the session if it is granted. */
  readonly session: Session;
};

/** Every policy of the tenant against one sign-in. */
export function evaluate(tenant: Tenant, signIn: SignIn): Evaluation {
  const policies = tenant.policies.map((policy) => evaluatePolicy(policy, signIn, tenant));
  const enforced = policies.filter(({ policy }) => isEnforced(policy));
  const demand = strictest(enforced.map((it) => it.demand));
  const sessions = enforced.filter(({ applies }) => applies !== 'no').map(({ policy }) => policy.session);
  return {
    signIn,
    policies,
    demand,
    verdict: verdictOf(demand),
    enforced: demand.atMost,
    session: combineSessions(sessions),
  };
}

/** One policy against one sign-in, whether or not it is switched on. */
export function evaluatePolicy(policy: Policy, signIn: SignIn, tenant: Tenant): PolicyEvaluation {
  const conditions = judgeConditions(policy.conditions, signIn, tenant);
  const grant = judgeGrant(policy.grant, signIn, tenant);
  const unread = unreadControls([...policy.grant.unread, ...policy.session.unread]);
  const session = [...judgeSession(policy.session, signIn), ...unread];
  // What a malformed policy says of whom it concerns is not to be trusted either.
  const applies = policy.isMalformed ? 'unknown' : all(conditions.map(({ matches }) => matches));
  const demanded = strictest([grantSpan(policy.grant.operator, grant), ...session.map(controlSpan)]);
  const demand = policy.isMalformed ? perhaps(REFUSAL) : demandOf(applies, demanded);
  const controls = [...grant, ...session];
  const open = [...openControls(policy.grant.operator, grant), ...session.filter(({ met }) => met !== 'yes')];
  const needs = [...conditions, ...controls].flatMap((it) => it.needs);
  return {
    policy,
    applies,
    conditions,
    controls,
    open: policy.isMalformed ? unreadControls(['$']) : open,
    demand,
    result: resultOf(policy, applies, demand),
    needs: demand.atLeast === demand.atMost ? [] : unique(policy.isMalformed ? ['a policy that can be read'] : needs),
  };
}

/** Switched on; a state nobody knows counts as that. */
export function isEnforced({ state }: Policy): boolean {
  return state === 'enabled' || state === undefined;
}

export function verdictOf({ atLeast, atMost }: Span): Verdict {
  if (atLeast !== atMost) return 'unknown';
  return atLeast === 'none' ? 'allow' : atLeast;
}

/** What became of it for whoever waits at the door: does it matter what is still missing? */
export type Outcome = 'passes' | 'passesAfterPrompt' | 'blocked' | 'undecided';

export function outcomeOf({ atLeast, atMost }: Span): Outcome {
  if (atMost === 'none') return 'passes';
  if (atMost === 'interaction') return 'passesAfterPrompt';
  return atLeast === 'block' ? 'blocked' : 'undecided';
}

function demandOf(applies: Ternary, demanded: Span): Span {
  if (applies === 'no') return NOTHING;
  return applies === 'yes' ? demanded : perhaps(demanded);
}

function resultOf(policy: Policy, applies: Ternary, { atLeast, atMost }: Span): PolicyResult {
  if (policy.state === 'disabled') return 'notEnabled';
  const isReportOnly = policy.state === 'enabledForReportingButNotEnforced';
  if (applies === 'no') return isReportOnly ? 'reportOnlyNotApplied' : 'notApplied';
  if (atLeast !== atMost || applies === 'unknown') return 'unknown';
  if (atLeast === 'none') return isReportOnly ? 'reportOnlySuccess' : 'success';
  if (!isReportOnly) return 'failure';
  return atLeast === 'block' ? 'reportOnlyFailure' : 'reportOnlyInterrupted';
}
