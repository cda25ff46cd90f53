// A `conditionalAccessPolicy` as Graph (or somebody's export of it) writes it → our reading of it.
//
// Total: any JSON gives a policy. What is broken is a finding and makes it malformed; what is merely unknown is a finding
// and makes that part undecidable. `source` is the very value that came in.

import type { Json } from '../../lib/canonical-json.ts';
import { readStrength } from './authentication-strength.ts';
import { type Finding, isMalformed } from './finding.ts';
import { isObject, type Members, membersOf } from './members.ts';
import { parseConditions } from './parse-conditions.ts';
import {
  type GrantControls,
  KNOWN,
  type Policy,
  type PolicyState,
  type SessionControls,
  type StrengthReference,
} from './policy.ts';

/** `origin` names a policy that has neither display name nor id: the file it came from. */
export function parsePolicy(source: Json, origin = 'unnamed policy'): Policy {
  const findings: Finding[] = [];
  const at = membersOf(source, '$', findings);
  const id = at.text('id');
  const name = at.text('displayName') ?? id ?? origin;
  const state = readState(at);
  const conditions = parseConditions(at.section('conditions'));
  const grant = readGrant(at.section('grantControls'));
  const session = readSession(at.section('sessionControls'));
  const staged = at.says('partialEnablementStrategy') ? [`${at.path}.partialEnablementStrategy`] : [];
  for (const path of staged) findings.push({ code: 'not-evaluated', path, detail: 'Staged enabling is not modelled.' });
  for (const member of DESCRIPTIVE) at.says(member);
  at.unread();
  if (isObject(source) && isEmpty(grant, session)) {
    at.report('empty-policy', 'It has neither grant controls nor session controls.');
  }
  return {
    source,
    id,
    name,
    state,
    conditions: { ...conditions, unread: [...conditions.unread, ...staged] },
    grant,
    session,
    findings,
    isMalformed: isMalformed(findings),
  };
}

/** A policy nobody could read: it may be anything, so it may apply to everything. */
export function unreadablePolicy(origin: string, detail: string): Policy {
  const policy = parsePolicy({ displayName: origin, conditions: {} }, origin);
  return {
    ...policy,
    source: null,
    state: undefined,
    isMalformed: true,
    findings: [{ code: 'not-json', path: '$', detail }],
  };
}

/** The document exactly as it came in. */
export function serializePolicy(policy: Policy): Json {
  return policy.source;
}

export function isEmpty(grant: GrantControls, session: SessionControls): boolean {
  const demands = [...grant.builtIn, ...grant.customFactors, ...grant.termsOfUse, ...grant.unread];
  const shapes = [session.signInFrequency, session.persistentBrowser, grant.strength];
  return (
    demands.length + session.others.length + session.unread.length === 0 &&
    shapes.every((shape) => shape === undefined) &&
    !session.requiresTokenProtection
  );
}

/** Members that describe a policy and do not change what it does. */
const DESCRIPTIVE = ['description', 'templateId', 'createdDateTime', 'modifiedDateTime', 'deletedDateTime'];

function readState(at: Members): PolicyState | undefined {
  const text = at.text('state');
  const state = KNOWN.states.find((known) => known.toLowerCase() === text?.toLowerCase());
  if (text === undefined) at.report('missing-member', 'The policy does not say whether it is enabled.', 'state');
  else if (state === undefined)
    at.report('unknown-value', `"${text}" is not a known state; taken as enabled.`, 'state');
  return state;
}

function readGrant(at: Members): GrantControls {
  const text = at.text('operator');
  const operator = (['AND', 'OR'] as const).find((known) => known === text?.toUpperCase());
  if (text !== undefined && operator === undefined)
    at.report('unknown-value', `"${text}" is neither AND nor OR.`, 'operator');
  const builtIn = at.texts('builtInControls', KNOWN.builtInControls);
  const grant = {
    builtIn,
    customFactors: at.texts('customAuthenticationFactors'),
    termsOfUse: at.texts('termsOfUse'),
    strength: readStrengthReference(at),
  };
  const count = grant.builtIn.length + grant.customFactors.length + grant.termsOfUse.length + (grant.strength ? 1 : 0);
  if (text === undefined && count > 1) {
    at.report('missing-member', 'Several controls, and no word whether all or one of them is needed.', 'operator');
  }
  return { ...grant, operator, unread: at.unread() };
}

function readStrengthReference(at: Members): StrengthReference | undefined {
  const strength = at.object('authenticationStrength');
  if (strength === undefined) return undefined;
  const reading = readStrength(strength);
  return reading.allowedCombinations.length > 0 ? reading : { id: reading.id, displayName: reading.displayName };
}

/** Controls whose only effect is on the session, after the token is issued, with what they may say. */
const SHAPING: Readonly<Record<string, readonly string[]>> = {
  applicationEnforcedRestrictions: [],
  cloudAppSecurity: ['cloudAppSecurityType'],
  continuousAccessEvaluation: ['mode'],
  networkAccessSecurity: ['policyId'],
  globalSecureAccessFilteringProfile: ['profileId'],
};

function readSession(at: Members): SessionControls {
  const browser = switchedOn(at.object('persistentBrowser'));
  const token = switchedOn(at.object('secureSignInSession'));
  const resilience = at.flag('disableResilienceDefaults') === true ? ['disableResilienceDefaults'] : [];
  const persistentBrowser = browser?.word('mode', ['always', 'never']);
  browser?.unread();
  token?.unread();
  return {
    signInFrequency: readFrequency(switchedOn(at.object('signInFrequency'))),
    persistentBrowser,
    requiresTokenProtection: token !== undefined,
    others: [...Object.keys(SHAPING).filter((name) => isShaping(name, switchedOn(at.object(name)))), ...resilience],
    unread: at.unread(),
  };
}

function isShaping(name: string, control: Members | undefined): boolean {
  if (control === undefined) return false;
  for (const member of SHAPING[name] ?? []) control.says(member);
  control.unread();
  return control.text('mode') !== 'disabled';
}

/** Graph keeps the settings of controls that are switched off. */
function switchedOn(control: Members | undefined): Members | undefined {
  return control?.flag('isEnabled') === false ? undefined : control;
}

const SECONDS: Readonly<Record<string, number>> = { hours: 3600, days: 86_400 };

function readFrequency(at: Members | undefined): SessionControls['signInFrequency'] {
  if (at === undefined) return undefined;
  const authenticationType = at.text('authenticationType') ?? 'primaryAndSecondaryAuthentication';
  const interval = at.word('frequencyInterval', ['timeBased', 'everyTime']) ?? 'timeBased';
  const [value, type] = [at.number('value'), at.text('type')];
  at.unread();
  // An interval nobody knows is taken as the strictest.
  if (interval !== 'timeBased') return { seconds: 0, authenticationType };
  const unit = SECONDS[type?.toLowerCase() ?? ''];
  if (value === undefined || unit === undefined) {
    at.report('missing-member', 'A sign-in frequency needs a value and a type (hours or days); taken as every time.');
    return { seconds: 0, authenticationType };
  }
  return { seconds: value * unit, authenticationType };
}
