// Whether a restore gets through Conditional Access, for an ordinary member of the pilot during setup, on a device that has just
// joined and is not compliant yet: once for each method by which people prove who they are.
//
// Every method is evaluated; the smallest changes, which take far longer to find, are looked for once, since what blocks a device
// does not depend on the method.

import { strictest } from '../conditional-access/demand.ts';
import { type Evaluation, evaluate, isEnforced, outcomeOf } from '../conditional-access/evaluate.ts';
import { explainRestore } from '../conditional-access/explanation/explain-restore.ts';
import { type RestoreFacts, restoreSignIns } from '../conditional-access/explanation/restore-sign-ins.ts';
import type { Tenant } from '../conditional-access/tenant.ts';
import { conditionalAccessFact } from '../eligibility/conditional-access-fact.ts';
import type { MethodFacts } from './checklist.ts';

/** `undefined`: no policy is known. `groups` are those that the member is in. */
export function judgeMethods(tenant: Tenant, groups: readonly string[]): readonly MethodFacts[] | undefined {
  if (tenant.policies.length === 0) return undefined;
  const identity = { kind: 'user', id: NOBODY, groups, roles: [], guestType: 'none' } as const;
  const judged = METHODS.map(([method, methods]) => {
    const facts: RestoreFacts = { identity, device: NOT_COMPLIANT, proof: { methods } };
    const evaluations = restoreSignIns(facts)
      .filter(({ moment }) => moment === 'oobe')
      .map(({ signIn }) => evaluate(tenant, signIn));
    return { method, facts, evaluations, outcome: outcomeOf(strictest(evaluations.map(({ demand }) => demand))) };
  });
  const fixes = fixesIn(tenant, judged.find(({ outcome }) => outcome === 'blocked')?.facts);
  return judged.map(({ method, outcome, evaluations }): MethodFacts => {
    if (outcome === 'passes') return { method, outcome, blockedBy: [], missing: [] };
    if (outcome === 'passesAfterPrompt') return { method, outcome: 'asksMore', blockedBy: [], missing: [] };
    if (outcome === 'undecided') return { method, outcome: 'unknown', blockedBy: [], missing: missingIn(evaluations) };
    return { method, outcome, blockedBy: blockersIn(evaluations, fixes), missing: [] };
  });
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const NOT_COMPLIANT = { isRegistered: true, attributes: { trusttype: 'AzureAD', iscompliant: false } } as const;

/** Each with what a sign-in by it shows, in Graph's words. */
const METHODS: readonly (readonly [method: string, shown: readonly string[]])[] = [
  ['microsoftAuthenticatorPush', ['password', 'microsoftAuthenticatorPush']],
  ['softwareOath', ['password', 'softwareOath']],
  ['sms', ['password', 'sms']],
  ['fido2', ['fido2']],
  ['windowsHelloForBusiness', ['windowsHelloForBusiness']],
  ['temporaryAccessPassOneTime', ['temporaryAccessPassOneTime']],
];

/** By the name of the policy. */
function fixesIn(tenant: Tenant, blocked: RestoreFacts | undefined): ReadonlyMap<string, string> {
  if (blocked === undefined) return new Map();
  const { blockedBy } = conditionalAccessFact(explainRestore(tenant, blocked), 'oobe');
  return new Map(blockedBy.map(({ policyName, fix }) => [policyName, fix]));
}

function blockersIn(evaluations: readonly Evaluation[], fixes: ReadonlyMap<string, string>): MethodFacts['blockedBy'] {
  const blocking = evaluations.flatMap(({ policies }) =>
    policies.filter(({ policy, demand }) => isEnforced(policy) && demand.atLeast === 'block'),
  );
  const names = [...new Set(blocking.map(({ policy }) => policy.name))];
  return names.map((policyName) => ({ policyName, fix: fixes.get(policyName) ?? 'ask What If which change helps' }));
}

function missingIn(evaluations: readonly Evaluation[]): readonly string[] {
  const open = evaluations.flatMap(({ policies }) =>
    policies.filter(
      ({ policy, demand }) => isEnforced(policy) && demand.atLeast !== 'block' && demand.atMost === 'block',
    ),
  );
  return [...new Set(open.flatMap(({ needs }) => needs))];
}
