// Conditional Access in words: what all its commands say alike.

import type { Judgement } from '../../domain/conditional-access/conditions/judgement.ts';
import type { ControlResult } from '../../domain/conditional-access/controls.ts';
import type { Outcome, PolicyEvaluation } from '../../domain/conditional-access/evaluate.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { green, red } from '../output.ts';

export function outcomeWords(outcome: Outcome): string {
  switch (outcome) {
    case 'passes':
      return green('passes');
    case 'passesAfterPrompt':
      return green('passes, after a prompt');
    case 'blocked':
      return red('is blocked');
    case 'undecided':
      return red('may be blocked: not enough is known');
  }
}

/** The conditions a policy sets, each with why it matches or does not. */
export function conditionLines({ conditions }: PolicyEvaluation): readonly string[] {
  return conditions.filter(({ isSet }) => isSet).map((it) => `${TITLES[it.condition]}: ${printable(it.because)}`);
}

/** `device compliance (not met), hybrid join (not met); one is enough` */
export function controlsWords({ controls, policy }: PolicyEvaluation): string {
  if (policy.grant.builtIn.includes('block')) return 'nothing: it blocks access';
  const words = controls.map((it) => `${controlTitle(it)} (${MET[it.met]})`).join(', ');
  return controls.length > 1 && policy.grant.operator === 'OR' ? `${words}; one is enough` : words;
}

/** The first few; long lists of roles help nobody. */
export function needsWords(needs: readonly string[], most = 4): string {
  const shown = needs.slice(0, most).map(printable).join('; ');
  return needs.length <= most ? shown : `${shown}; and ${needs.length - most} more`;
}

export function evaluationJson({ policy, applies, result, conditions, controls, needs }: PolicyEvaluation): Json {
  return {
    id: policy.id ?? null,
    displayName: policy.name,
    state: policy.state ?? null,
    applies,
    result,
    conditions: conditions
      .filter(({ isSet }) => isSet)
      .map(({ condition, matches, because }) => ({ condition, matches, because })),
    controls: controls.map(({ control, detail, met }) => ({ control, detail: detail ?? null, met })),
    needs,
  };
}

/** Names in exports may hold anything; a terminal obeys some of it. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '�');
}

const MET = { yes: 'met', no: 'not met', unknown: 'not known' } as const;

const TITLES: Readonly<Record<Judgement['condition'], string>> = {
  users: 'users',
  workloadIdentities: 'workload identities',
  application: 'resources',
  userActions: 'user actions',
  authenticationContext: 'authentication context',
  devicePlatform: 'platform',
  devices: 'devices',
  clientApps: 'client app',
  location: 'location',
  signInRisk: 'sign-in risk',
  userRisk: 'user risk',
  servicePrincipalRisk: 'workload risk',
  insiderRisk: 'insider risk',
  authenticationFlow: 'authentication flow',
  unread: 'not understood',
};

function controlTitle({ control, detail }: ControlResult): string {
  const title = CONTROLS[control];
  return detail === undefined ? title : `${title} ${printable(detail)}`;
}

const CONTROLS: Readonly<Record<ControlResult['control'], string>> = {
  block: 'block access',
  mfa: 'multifactor authentication',
  authenticationStrength: 'authentication strength',
  compliantDevice: 'compliant device',
  domainJoinedDevice: 'hybrid joined device',
  approvedApplication: 'approved client app',
  compliantApplication: 'app protection policy',
  passwordChange: 'password change',
  riskRemediation: 'risk remediation',
  termsOfUse: 'terms of use',
  customAuthenticationFactor: 'custom factor',
  signInFrequency: 'sign-in frequency',
  tokenProtection: 'token protection',
  unread: 'something not understood:',
};
