// What an administrator should know beside the change itself. Each piece is given only where an evaluation shows it to be
// true of this tenant and this restore.

import type { ConditionName } from '../conditions/judgement.ts';
import { type Evaluation, evaluate, evaluatePolicy, isEnforced } from '../evaluate.ts';
import { DIRECTORY_APPLICATION } from '../sign-in.ts';
import { strengthOf, type Tenant } from '../tenant.ts';
import { ACTIVITY_FEED_SERVICE } from '../well-known.ts';
import { blocksEveryone } from './blocks-everyone.ts';
import { asksForMfa } from './companion-policy.ts';
import { type RestoreFacts, signInAt } from './restore-sign-ins.ts';
import type { ProvenChange } from './smallest-change.ts';

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
  | { readonly code: 'blocks-on-purpose'; readonly policy: string; readonly because: readonly string[] }
  /** The restore page will ask for a method that may not be at hand during setup, or not reach a virtual machine. */
  | {
      readonly code: 'strong-prompt';
      readonly policy: string;
      readonly methods: readonly string[];
      readonly takesTemporaryPass: boolean;
    };

export type Changed = {
  /** The best change of each policy in the way. */
  readonly best: readonly ProvenChange[];
  /** The restore's sign-ins with these changes, in `tenant`. */
  readonly afterwards: readonly Evaluation[];
  readonly tenant: Tenant;
  readonly hasCompanion: boolean;
  readonly facts: RestoreFacts;
};

export function adviceOn(changed: Changed): readonly Advice[] {
  const { best, tenant, facts } = changed;
  const excluding = best.filter(({ kind }) => kind === 'excludeApplication');
  return [
    ...excluding
      .filter(isMicrosoftsAdvice)
      .map(({ policy }): Advice => ({ code: 'microsofts-advice', policy: policy.name })),
    ...remainingAdvice(changed),
    ...(excluding.length > 0 ? [{ code: 'service-principal', application: ACTIVITY_FEED_SERVICE } as const] : []),
    ...baselineAdvice(excluding, tenant, facts),
    ...best.flatMap((change) => blockAdvice(change, tenant, facts)),
    ...strengthAdvice(changed),
  ];
}

function remainingAdvice({ best, afterwards, hasCompanion }: Changed): readonly Advice[] {
  const asking = afterwards.flatMap(({ policies }) => policies.filter((it) => asksForMfa(it, 'certainly')));
  const policies = [...new Set(asking.map(({ policy }) => policy.name))];
  return hasCompanion || policies.length === 0 || best.length === 0 ? [] : [{ code: 'mfa-remains', policies }];
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

/** Strengths that a password with a second factor does not reach, whichever factor it is. */
function strengthAdvice({ afterwards, tenant }: Changed): readonly Advice[] {
  const [first] = afterwards;
  const asking = first?.policies.filter(
    ({ policy, open, applies }) =>
      isEnforced(policy) && applies !== 'no' && open.some(({ control }) => control === 'authenticationStrength'),
  );
  return (asking ?? []).flatMap(({ policy }): readonly Advice[] => {
    const strength = policy.grant.strength === undefined ? undefined : strengthOf(tenant, policy.grant.strength);
    if (strength === undefined || strength.allowedCombinations.some((methods) => methods.includes('password')))
      return [];
    const methods = strength.allowedCombinations.map((combination) => combination.join(' with '));
    const takesTemporaryPass = methods.some((method) => method.startsWith('temporaryAccessPass'));
    return [{ code: 'strong-prompt', policy: policy.name, methods, takesTemporaryPass }];
  });
}
