// Grant controls: what a policy demands before it lets a sign-in pass, which of it is met, and what an unmet one leads to.
//
// Some controls can be met while signing in (a prompt for MFA), others can not (a device does not become compliant by
// waiting at a prompt): the first lead to an interaction, the second to a refusal.

import { MFA, satisfies } from './authentication-strength.ts';
import { type Demand, exactly, mildest, NOTHING, perhaps, REFUSAL, type Span, strictest } from './demand.ts';
import { type Device, isCompliant, isHybridJoined } from './device.ts';
import type { GrantControls, StrengthReference } from './policy.ts';
import type { Proof, SignIn } from './sign-in.ts';
import { strengthOf, type Tenant } from './tenant.ts';
import { ternary, type Ternary } from '../../lib/ternary.ts';

export type ControlName =
  | 'block'
  | 'mfa'
  | 'authenticationStrength'
  | 'compliantDevice'
  | 'domainJoinedDevice'
  | 'approvedApplication'
  | 'compliantApplication'
  | 'passwordChange'
  | 'riskRemediation'
  | 'termsOfUse'
  | 'customAuthenticationFactor'
  | 'signInFrequency'
  | 'tokenProtection'
  | 'unread';

export type ControlResult = {
  readonly control: ControlName;
  /** Which one, where a policy may name several: the strength, the terms, the value that is not known. */
  readonly detail: string | undefined;
  readonly met: Ternary;
  readonly ifUnmet: Demand;
  readonly needs: readonly string[];
};

export function judgeGrant(grant: GrantControls, signIn: SignIn, tenant: Tenant): readonly ControlResult[] {
  const { proof, device } = signIn;
  return [
    ...grant.builtIn.map((control) => builtIn(control, proof, device)),
    ...(grant.strength === undefined ? [] : [strengthControl(grant.strength, proof, tenant)]),
    ...grant.termsOfUse.map((terms) =>
      resultOf(
        'termsOfUse',
        held(proof.acceptedTerms, terms),
        'interaction',
        'have the terms of use been accepted?',
        terms,
      ),
    ),
    ...grant.customFactors.map((factor) =>
      resultOf(
        'customAuthenticationFactor',
        held(proof.customFactors, factor),
        'interaction',
        'the custom factors shown',
        factor,
      ),
    ),
  ];
}

/** Members of the controls that nobody here understands may demand anything, beside all the others. */
export function unreadControls(paths: readonly string[]): readonly ControlResult[] {
  return paths.map((path) => resultOf('unread', 'unknown', 'block', `what ${path} demands`, path));
}

/** A block stops everything, whatever stands beside it; without an operator all controls are needed. */
export function grantSpan(operator: GrantControls['operator'], controls: readonly ControlResult[]): Span {
  if (controls.some(({ control: name }) => name === 'block')) return REFUSAL;
  const spans = controls.map(controlSpan);
  return operator === 'OR' ? mildest(spans) : strictest(spans);
}

/** The controls that keep the grant from being satisfied: all that are open, or of alternatives the easiest. */
export function openControls(
  operator: GrantControls['operator'],
  controls: readonly ControlResult[],
): readonly ControlResult[] {
  const block = controls.filter(({ control: name }) => name === 'block');
  if (block.length > 0) return block;
  const open = controls.filter(({ met }) => met !== 'yes');
  if (operator !== 'OR') return open;
  const easiest = mildest(open.map(({ ifUnmet }) => exactly(ifUnmet))).atMost;
  return open.length < controls.length ? [] : open.filter(({ ifUnmet }) => ifUnmet === easiest);
}

export function controlSpan({ met, ifUnmet }: ControlResult): Span {
  if (met === 'yes') return NOTHING;
  return met === 'no' ? exactly(ifUnmet) : perhaps(exactly(ifUnmet));
}

const METHODS = 'the methods the person has shown';

function builtIn(name: string, proof: Proof, device: Device | undefined): ControlResult {
  switch (name) {
    case 'block':
      return resultOf('block', 'no', 'block');
    case 'mfa':
      return resultOf('mfa', satisfies(MFA, proof.methods), 'interaction', METHODS);
    case 'compliantDevice':
      return resultOf('compliantDevice', isCompliant(device), 'block', 'device.isCompliant');
    case 'domainJoinedDevice':
      return resultOf('domainJoinedDevice', isHybridJoined(device), 'block', 'device.trustType');
    case 'approvedApplication':
      return resultOf(
        'approvedApplication',
        ternary(proof.isApprovedApplication),
        'block',
        'is it an approved client app?',
      );
    case 'compliantApplication':
      return resultOf(
        'compliantApplication',
        ternary(proof.isProtectedApplication),
        'block',
        'has the app a protection policy?',
      );
    case 'passwordChange':
      return resultOf(
        'passwordChange',
        ternary(proof.hasChangedPassword),
        'interaction',
        'has the password been changed?',
      );
    case 'riskRemediation':
      return resultOf(
        'riskRemediation',
        ternary(proof.hasRemediatedRisk),
        'interaction',
        'has the risk been remediated?',
      );
    default:
      return resultOf('unread', 'unknown', 'block', `what the control "${name}" demands`, name);
  }
}

function strengthControl(reference: StrengthReference, proof: Proof, tenant: Tenant): ControlResult {
  const strength = strengthOf(tenant, reference);
  const detail = strength?.displayName ?? reference.displayName ?? reference.id;
  if (strength === undefined) {
    return resultOf(
      'authenticationStrength',
      'unknown',
      'interaction',
      `the authentication strength ${detail ?? ''}`,
      detail,
    );
  }
  const needs = proof.methods === undefined ? METHODS : 'which authenticator was used';
  return resultOf('authenticationStrength', satisfies(strength, proof.methods), 'interaction', needs, detail);
}

export function resultOf(
  name: ControlName,
  met: Ternary,
  ifUnmet: Demand,
  need?: string,
  detail?: string,
): ControlResult {
  return { control: name, detail, met, ifUnmet, needs: met === 'unknown' && need !== undefined ? [need] : [] };
}

function held(list: readonly string[] | undefined, one: string): Ternary {
  return ternary(list?.includes(one));
}
