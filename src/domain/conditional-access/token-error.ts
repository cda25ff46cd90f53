// What a token endpoint answers when Conditional Access does not let a sign-in through: the documented AADSTS code, the
// OAuth error, and the claims challenge that lets a client come back with what was missing.
//
// Chosen from the evaluation alone. A block stops everything; otherwise open controls are named in the order in which Entra
// asks for them, the first being the answer. Whatever is not known is taken as applying and unmet. Report-only policies
// never appear here.

import type { ControlName, ControlResult } from './controls.ts';
import { type Demand, harder } from './demand.ts';
import { type Evaluation, isEnforced, type PolicyEvaluation } from './evaluate.ts';
import type { SignIn } from './sign-in.ts';

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
  /** No prompt helps: the device, the app or the policy would have to change. */
  readonly isFinal: boolean;
};

/** Where the error is sent: a redirect from the authorization endpoint, or a response of the token endpoint. */
export type Endpoint = 'authorize' | 'token';

/** What to answer now; `undefined`: the token may be issued, within `evaluation.session`. */
export function tokenError(evaluation: Evaluation, endpoint: Endpoint): TokenError | undefined {
  return tokenErrors(evaluation, endpoint)[0];
}

/** Everything that stands between the sign-in and a token, in the order in which it would be met. */
export function tokenErrors(evaluation: Evaluation, endpoint: Endpoint): readonly TokenError[] {
  const demanding = evaluation.policies.filter(({ policy, demand }) => isEnforced(policy) && demand.atMost !== 'none');
  const errors = PROMPT_ORDER.flatMap((name) => errorFor(name, demanding, evaluation, endpoint));
  const [first] = errors;
  return first !== undefined && REFUSING.includes(first.control) ? [first] : errors;
}

/** Before these nothing is asked for. */
const REFUSING: readonly ControlName[] = ['block', 'unread'];

function errorFor(
  name: ControlName,
  demanding: readonly PolicyEvaluation[],
  { signIn }: Evaluation,
  endpoint: Endpoint,
): readonly TokenError[] {
  const policies = demanding.filter(({ open }) => open.some(({ control }) => control === name));
  const open = policies.flatMap((it) => it.open.filter(({ control }) => control === name));
  if (open.length === 0) return [];
  const isFinal = open.reduce((demand, { ifUnmet }) => harder(demand, ifUnmet), 'none' as Demand) === 'block';
  const [code, words] = name === 'compliantDevice' ? complianceCode(signIn, open) : CODES[name];
  const names = policies.map(({ policy }) => policy.name);
  return [
    {
      code,
      error: endpoint === 'token' ? 'invalid_grant' : isFinal ? 'access_denied' : 'interaction_required',
      suberror: isFinal ? 'message_only' : name === 'signInFrequency' ? 'bad_token' : 'basic_action',
      description: `AADSTS${code}: ${words} Policies: ${names.join('; ')}.`,
      claims: challenge(policies),
      control: name,
      policies: names,
      isFinal,
    },
  ];
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

const CODES: Readonly<Record<Exclude<ControlName, 'compliantDevice'>, readonly [number, string]>> = {
  block: [53003, 'Access has been blocked by Conditional Access policies.'],
  unread: [53003, 'A Conditional Access policy holds something that is not understood, so access is refused.'],
  mfa: [50076, 'Multifactor authentication is required.'],
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

/** Which of Entra's codes fits depends on what is known of the device. */
function complianceCode({ device, platform }: SignIn, open: readonly ControlResult[]): readonly [number, string] {
  if (platform === 'other') return [50005, 'The platform of the device is not supported.'];
  if (device?.isRegistered === false) return [530003, 'The device is required to be managed.'];
  if (open.some(({ met }) => met === 'unknown')) return [50097, 'The device has to authenticate.'];
  return [53000, 'The device is required to be compliant.'];
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
