// Graph's What If request (`POST /identity/conditionalAccess/evaluate`) → a sign-in. Whatever the request leaves out stays
// unknown; an administrator asking "what if" never gets a guess.

import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { attributeKey, type Device } from './device.ts';
import { type Finding, kindOf } from './finding.ts';
import type { AttributeValue } from '../filter-rule/judge.ts';
import { isAnnotation, isObject, type Members, membersOf, saysNothing } from './members.ts';
import { KNOWN } from './policy.ts';
import type { ClientApp, Place, SignIn, Target, UserIdentity, WorkloadIdentity } from './sign-in.ts';

export type WhatIfRequest = { readonly signIn: SignIn; readonly appliedPoliciesOnly: boolean };

export function parseWhatIfRequest(json: Json): Result<WhatIfRequest, readonly Finding[]> {
  const findings: Finding[] = [];
  const at = membersOf(json, '$', findings);
  for (const name of ['signInIdentity', 'signInContext'].filter((it) => !at.says(it))) {
    at.report('missing-member', 'The request needs it.', name);
  }
  const conditions = at.section('signInConditions');
  const identity = readIdentity(at.section('signInIdentity'), typeOf(json, 'signInIdentity'));
  const target = readTarget(at.section('signInContext'), typeOf(json, 'signInContext'));
  const signIn: SignIn = { identity, target, ...readSignInConditions(conditions, json), proof: {} };
  const appliedPoliciesOnly = at.flag('appliedPoliciesOnly') ?? false;
  at.unread();
  const wrong = findings.filter((finding) => kindOf(finding) !== 'notice');
  return wrong.length > 0 ? fail(wrong) : ok({ signIn, appliedPoliciesOnly });
}

function typeOf(json: Json, name: string): string {
  const part = isObject(json) ? json[name] : undefined;
  const type = isObject(part) ? part['@odata.type'] : undefined;
  return typeof type === 'string' ? (type.split('.').at(-1) ?? '') : '';
}

function readIdentity(at: Members, type: string): UserIdentity | WorkloadIdentity {
  if (type === 'servicePrincipalSignIn') {
    const id = at.text('servicePrincipalId');
    at.unread();
    return { kind: 'servicePrincipal', id };
  }
  const id = at.text('userId');
  const guestType = at.text('externalUserType');
  const homeTenant = at.text('externalTenantId');
  at.unread();
  return { kind: 'user', id, guestType, homeTenant };
}

const USER_ACTIONS: Readonly<Record<string, string>> = {
  registersecurityinformation: 'urn:user:registersecurityinfo',
  registerorjoindevices: 'urn:user:registerdevice',
};

function readTarget(at: Members, type: string): Target {
  if (type === 'authContext') {
    const value = at.text('authenticationContextValue') ?? '';
    at.unread();
    return { kind: 'authenticationContext', value };
  }
  if (type === 'userActionContext') {
    const word = at.text('userAction') ?? '';
    const action = USER_ACTIONS[word.toLowerCase()];
    if (action === undefined) at.report('unknown-value', `"${word}" is not a user action.`, 'userAction');
    at.unread();
    return { kind: 'userAction', action: action ?? word };
  }
  const applications = at.texts('includeApplications').map((id) => ({ id }));
  at.unread();
  return { kind: 'application', applications };
}

type Conditions = Omit<SignIn, 'identity' | 'target' | 'proof'>;

function readSignInConditions(at: Members, request: Json): Conditions {
  const conditions: Conditions = {
    platform: oneOf(at, 'devicePlatform', KNOWN.platforms),
    clientApp: oneOf(at, 'clientAppType', CLIENT_APPS),
    signInRisk: oneOf(at, 'signInRiskLevel', KNOWN.riskLevels),
    userRisk: oneOf(at, 'userRiskLevel', KNOWN.riskLevels),
    servicePrincipalRisk: oneOf(at, 'servicePrincipalRiskLevel', KNOWN.riskLevels),
    insiderRisk: oneOf(at, 'insiderRiskLevel', [...KNOWN.insiderRiskLevels, 'none']),
    transferMethod: readTransferMethod(at.object('authenticationFlow')),
    place: readPlace(at),
    device: readDevice(at, request),
  };
  at.unread();
  return conditions;
}

const CLIENT_APPS: readonly ClientApp[] = [
  'browser',
  'mobileAppsAndDesktopClients',
  'exchangeActiveSync',
  'easSupported',
  'other',
];
const METHODS = ['none', 'deviceCodeFlow', 'authenticationTransfer'] as const;

function readTransferMethod(at: Members | undefined): (typeof METHODS)[number] | undefined {
  if (at === undefined) return undefined;
  const method = oneOf(at, 'transferMethod', METHODS);
  at.unread();
  return method;
}

function readPlace(at: Members): Place {
  const country = at.text('country');
  return { ipAddress: at.text('ipAddress'), country, gpsCountry: country };
}

/** Graph's `deviceInfo`: what is not written is not known, also where Graph would send null for it. */
function readDevice(at: Members, request: Json): Device | undefined {
  const info = at.object('deviceInfo');
  const conditions = isObject(request) ? request['signInConditions'] : undefined;
  const raw = isObject(conditions) ? conditions['deviceInfo'] : undefined;
  if (info === undefined || !isObject(raw)) return undefined;
  const attributes: [string, AttributeValue][] = [];
  for (const [name, value] of Object.entries(raw).filter(([it, json]) => !isAnnotation(it) && !saysNothing(json))) {
    info.says(name);
    const key = attributeKey(name);
    if (key === undefined) info.report('unknown-attribute', `"${name}" is not an attribute of devices.`, name);
    else if (isAttribute(value)) attributes.push([key, value]);
    else info.report('wrong-type', 'A device attribute is a string, a boolean or a list of strings.', name);
  }
  return { attributes: Object.fromEntries(attributes) };
}

function isAttribute(json: Json): json is Exclude<AttributeValue, null> {
  if (Array.isArray(json)) return json.every((item) => typeof item === 'string');
  return typeof json === 'string' || typeof json === 'boolean';
}

function oneOf<W extends string>(at: Members, name: string, known: readonly W[]): W | undefined {
  const text = at.text(name);
  if (text === undefined || text === '') return undefined;
  const found = known.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found === undefined) at.report('unknown-value', `"${text}" is not one of ${known.join(', ')}.`, name);
  return found;
}
