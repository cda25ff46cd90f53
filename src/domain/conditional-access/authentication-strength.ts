// Authentication strengths: which combinations of methods are strong enough, and whether a sign-in shows one of them.

import type { Json } from '../../lib/canonical-json.ts';
import type { Finding } from './finding.ts';
import { type JsonObject, memberNames, type Members, membersOf } from './members.ts';
import { any, ternary, type Ternary } from '../../lib/ternary.ts';

export type AuthenticationStrength = {
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  /** Each a set of methods that have to be shown together. */
  readonly allowedCombinations: readonly (readonly string[])[];
  /** Combinations narrowed further, to keys of certain makers for instance: shown methods alone do not settle these. */
  readonly narrowed: readonly string[];
};

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const PASSWORDLESS = [...PHISHING_RESISTANT, 'deviceBasedPush'];
const SECOND_FACTORS = ['microsoftAuthenticatorPush', 'softwareOath', 'hardwareOath', 'sms', 'voice'];

/** Multifactor authentication: the built-in strength that the control `mfa` asks for. */
export const MFA: AuthenticationStrength = builtIn('2', 'Multifactor authentication', [
  ...PASSWORDLESS,
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'federatedMultiFactor',
  ...[...SECOND_FACTORS, 'x509CertificateSingleFactor', 'x509CertificateMultiFactor'].map((one) => `password,${one}`),
  ...SECOND_FACTORS.map((one) => `${one},federatedSingleFactor`),
]);

export const BUILT_IN_STRENGTHS: readonly AuthenticationStrength[] = [
  MFA,
  builtIn('3', 'Passwordless MFA', PASSWORDLESS),
  builtIn('4', 'Phishing-resistant MFA', PHISHING_RESISTANT),
];

export function parseStrength(json: Json, path: string, findings: Finding[]): AuthenticationStrength {
  return readStrength(membersOf(json, path, findings));
}

export function readStrength(at: Members): AuthenticationStrength {
  for (const name of ['description', 'policyType', 'requirementsSatisfied', 'createdDateTime', 'modifiedDateTime'])
    at.says(name);
  const narrowed = at.objects('combinationConfigurations').flatMap((it) => it.texts('appliesToCombinations'));
  const strength = {
    id: at.text('id'),
    displayName: at.text('displayName'),
    allowedCombinations: at.texts('allowedCombinations').map(combination),
    narrowed,
  };
  at.unread();
  return strength;
}

export function isStrength(json: JsonObject): boolean {
  return memberNames(json).includes('allowedcombinations');
}

/** Do these methods, shown in one sign-in, satisfy it? */
export function satisfies(strength: AuthenticationStrength, methods: readonly string[] | undefined): Ternary {
  if (methods === undefined) return 'unknown';
  const shown = methods.map((method) => method.toLowerCase());
  return any(
    strength.allowedCombinations.map((wanted) => {
      const isShown = wanted.every((method) => shown.includes(method.toLowerCase()));
      return isShown && isNarrowed(strength, wanted) ? 'unknown' : ternary(isShown);
    }),
  );
}

function isNarrowed({ narrowed }: AuthenticationStrength, wanted: readonly string[]): boolean {
  return narrowed.some((one) => combination(one).toSorted().join() === wanted.toSorted().join());
}

function builtIn(digit: string, displayName: string, combinations: readonly string[]): AuthenticationStrength {
  const id = digit.padStart(12, '0');
  return {
    id: `00000000-0000-0000-0000-${id}`,
    displayName,
    allowedCombinations: combinations.map(combination),
    narrowed: [],
  };
}

function combination(text: string): readonly string[] {
  return text.split(',').map((method) => method.trim());
}
