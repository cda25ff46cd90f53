// What Conditional Access says of the restores of a whole fleet. Whether a sign-in gets through is evaluated for everybody; which
// change of a policy is the smallest is looked for once and then tried on the others whom the policy blocks, because the search
// costs a thousand times as much as the trial. So one change is proposed to as many as it helps, which is what an administrator
// wants to read; whom it does not help, another is looked for.

import { evaluatePolicy } from '../conditional-access/evaluate.ts';
import { type Passage, passagesOf, type Remedy } from '../conditional-access/explanation/explain-restore.ts';
import type { RestoreFacts } from '../conditional-access/explanation/restore-sign-ins.ts';
import { type ProvenChange, provenChanges } from '../conditional-access/explanation/smallest-change.ts';
import type { Policy } from '../conditional-access/policy.ts';
import type { Tenant } from '../conditional-access/tenant.ts';
import { conditionalAccessFact } from '../eligibility/conditional-access-fact.ts';
import type { SubjectFacts } from './subject.ts';

type Facts = NonNullable<SubjectFacts['conditionalAccess']>;

export function passageThrough(tenant: Tenant): (facts: RestoreFacts) => Facts {
  const found = new Map<Policy, ProvenChange[]>();
  const changeOf = (policy: Policy, blocked: readonly Passage[], facts: RestoreFacts): ProvenChange | undefined => {
    const known = found.get(policy) ?? [];
    const helping = known.find(({ changed }) => lets(changed, blocked, tenant));
    if (helping !== undefined) return helping;
    const [best] = provenChanges(policy, blocked, facts, tenant);
    if (best !== undefined) found.set(policy, [...known, best]);
    return best;
  };
  return (facts) => {
    const passages = passagesOf(tenant, facts);
    const inTheWay = new Set(passages.flatMap(({ blocks }) => blocks.map(({ policy }) => policy)));
    const remedies = [...inTheWay].map((policy): Remedy => {
      const blocked = passages.filter(({ blocks }) => blocks.some((it) => it.policy === policy));
      const change = policy.isMalformed ? undefined : changeOf(policy, blocked, facts);
      return { policy, isCertain: true, changes: change === undefined ? [] : [change] };
    });
    const explained = { passages, remedies };
    return {
      oobe: conditionalAccessFact(explained, 'oobe'),
      firstSignIn: conditionalAccessFact(explained, 'firstSignIn'),
    };
  };
}

function lets(policy: Policy, blocked: readonly Passage[], tenant: Tenant): boolean {
  return blocked.every(({ signIn }) => evaluatePolicy(policy, signIn, tenant).demand.atMost !== 'block');
}
