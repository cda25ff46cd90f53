// What a token endpoint answers when Conditional Access does not let a sign-in through: the documented AADSTS code, the
// OAuth error, and the claims challenge that lets a client come back with what was missing.
//
// Chosen from the evaluation alone. Unmet controls are named in the order Entra prompts for them; the first one decides the
// code. Whatever is not known is taken as applying and unmet. Report-only policies never appear here.

import { type ControlName, controlSpan } from './controls.ts';
import { type Demand, NOTHING, sameSpan } from './demand.ts';
import { type Evaluation, isEnforced, type PolicyEvaluation } from './evaluate.ts';

export type TokenError = {
  /** The number after `AADSTS`. */
  readonly code: number;
  readonly error: 'interaction_required' | 'invalid_grant' | 'access_denied';
  readonly suberror: 'basic_action' | 'message_only' | 'bad_token' | undefined;
  /** `AADSTS53000: …`, with the names of the policies. */
  readonly description: string;
  /** For the `claims` parameter of the next request: the policies that want more. */
  readonly claims: string | undefined;
  readonly control: ControlName;
  readonly policies: readonly string[];
};

/** Where the error is sent: a redirect from the authorization endpoint, or a response of the token endpoint. */
export type Endpoint = 'authorize' | 'token';

/** `undefined`: the token may be issued, within `evaluation.session`. */
export function tokenError(evaluation: Evaluation, endpoint: Endpoint): TokenError | undefined {
  if (evaluation.enforced === 'none') return undefined;
  const demanding = evaluation.policies.filter(
    ({ policy, demand }) => isEnforced(policy) && demand.atMost === evaluation.enforced,
  );
  const open = demanding.flatMap((it) => openControls(it, evaluation.enforced));
  const control = PROMPT_ORDER.find((name) => open.includes(name)) ?? 'block';
  const { code, words, suberror } = codeFor(control, evaluation);
  const names = demanding.map(({ policy }) => policy.name);
  return {
    code,
    error: oauthError(evaluation.enforced, endpoint),
    suberror,
    description: `AADSTS${code}: ${words} Policies: ${names.join('; ')}.`,
    claims: challenge(demanding),
    control,
    policies: names,
  };
}

/** Entra asks in this order; a block comes before everything. */
const PROMPT_ORDER: readonly ControlName[] = [
  'block',
  'unread',
  'mfa',
  'authenticationStrength',
  'compliantDevice',
  'domainJoinedDevice',
  'approvedApplication',
  'compliantApplication',
  'passwordChange',
  'riskRemediation',
  'termsOfUse',
  'customAuthenticationFactor',
  'tokenProtection',
  'signInFrequency',
];

/** The controls that keep a policy from being satisfied as severely as the verdict says. */
function openControls({ policy, controls }: PolicyEvaluation, enforced: Demand): readonly ControlName[] {
  if (policy.isMalformed) return ['unread'];
  const open = controls.filter((control) => !sameSpan(controlSpan(control), NOTHING));
  return open.filter(({ ifUnmet }) => ifUnmet === enforced).map(({ control }) => control);
}

type Code = { readonly code: number; readonly words: string; readonly suberror: TokenError['suberror'] };

const CODES: Readonly<Record<Exclude<ControlName, 'compliantDevice' | 'mfa'>, readonly [number, string]>> = {
  block: [53003, 'Access has been blocked by Conditional Access policies.'],
  unread: [53003, 'A Conditional Access policy holds something that is not understood, so access is refused.'],
  authenticationStrength: [50076, 'A stronger way to sign in is required.'],
  domainJoinedDevice: [53001, 'The device is required to be hybrid joined.'],
  approvedApplication: [53002, 'An approved client application is required.'],
  compliantApplication: [53009, 'The application is required to enforce protection policies.'],
  passwordChange: [50142, 'A password change is required.'],
  riskRemediation: [50142, 'The risk of the account has to be remediated.'],
  termsOfUse: [50158, 'The terms of use have to be accepted.'],
  customAuthenticationFactor: [50158, 'An external challenge was not satisfied.'],
  tokenProtection: [530084, 'A token bound to the device is required.'],
  signInFrequency: [70043, 'The sign-in is older than the sign-in frequency allows.'],
};

function codeFor(control: ControlName, { signIn, enforced }: Evaluation): Code {
  const suberror = enforced === 'block' ? 'message_only' : control === 'signInFrequency' ? 'bad_token' : 'basic_action';
  if (control === 'mfa') return { code: 50076, words: 'Multifactor authentication is required.', suberror };
  if (control === 'compliantDevice') {
    const { device, platform } = signIn;
    if (platform === 'other') return { code: 50005, words: 'The platform is not supported.', suberror };
    if (device === undefined) return { code: 50097, words: 'The device has to authenticate.', suberror };
    if (device.isRegistered === false)
      return { code: 530003, words: 'The device is required to be managed.', suberror };
    return { code: 53000, words: 'The device is required to be compliant.', suberror };
  }
  const [code, words] = CODES[control];
  return { code, words, suberror };
}

function oauthError(enforced: Demand, endpoint: Endpoint): TokenError['error'] {
  if (endpoint === 'token') return 'invalid_grant';
  return enforced === 'block' ? 'access_denied' : 'interaction_required';
}

/** Entra's challenge: the ids of the policies to satisfy. */
function challenge(policies: readonly PolicyEvaluation[]): string | undefined {
  const values = policies.flatMap(({ policy }) => (policy.id === undefined ? [] : [policy.id]));
  if (values.length === 0) return undefined;
  return JSON.stringify({ access_token: { capolids: { essential: true, values } } });
}

/** The challenge of a resource that asks for an authentication context (`c1` to `c99`) on top of the token it was shown. */
export function authenticationContextChallenge(context: string): string {
  return JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
}
