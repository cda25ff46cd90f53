// The conditions of a policy. All of them are ANDed, so a condition nobody understands can only have narrowed the policy:
// its path goes to `unread`, and whoever enforces takes it as met.

import { attributeKey } from './device.ts';
import { attributesOf, parseRule } from '../filter-rule/rule.ts';
import type { Members } from './members.ts';
import {
  type ApplicationAssignment,
  type Conditions,
  type Filter,
  type GuestFilter,
  type IncludeExclude,
  KNOWN,
  type UserAssignment,
  type WorkloadAssignment,
} from './policy.ts';

export function parseConditions(at: Members): Conditions {
  const unread: string[] = [];
  const section = <T>(name: string, read: (members: Members) => T, nothing: T): T => {
    const members = at.object(name);
    if (members === undefined) return nothing;
    const value = read(members);
    unread.push(...members.unread());
    return value;
  };
  reportMissing(at);
  const devices = section('devices', readDevices, { filter: undefined, states: NOBODY });
  const conditions = {
    users: section('users', readUsers, NO_USERS),
    workload: section('clientApplications', readWorkload, { ...NOBODY, filter: undefined, unread: [] }),
    applications: section('applications', readApplications, NO_APPLICATIONS),
    clientAppTypes: at.texts('clientAppTypes', KNOWN.clientAppTypes),
    platforms: section('platforms', (it) => readPair(it, 'Platforms', KNOWN.platforms), NOBODY),
    locations: section('locations', (it) => readPair(it, 'Locations'), NOBODY),
    deviceFilter: devices.filter,
    deviceStates: section('deviceStates', (it) => readPair(it, 'States', KNOWN.deviceStates), devices.states),
    signInRiskLevels: at.texts('signInRiskLevels', KNOWN.riskLevels),
    userRiskLevels: at.texts('userRiskLevels', KNOWN.riskLevels),
    servicePrincipalRiskLevels: at.texts('servicePrincipalRiskLevels', KNOWN.riskLevels),
    insiderRiskLevels: at.flags('insiderRiskLevels', KNOWN.insiderRiskLevels),
    transferMethods: section('authenticationFlows', (it) => it.flags('transferMethods', KNOWN.transferMethods), []),
  };
  unread.push(...conditions.workload.unread, ...notModelled(at, NOT_MODELLED), ...at.unread());
  return { ...conditions, unread };
}

/** A policy without these was cut short: nobody can say that it concerns nobody. Empty lists do say so. */
function reportMissing(at: Members): void {
  const isForWorkloads = at.says('clientApplications') || at.says('agents');
  const needed = isForWorkloads ? ['applications'] : ['users', 'applications'];
  for (const name of needed.filter((it) => !at.has(it))) {
    at.report('missing-member', `Every policy has ${name}; this one may have lost them.`, name);
  }
}

/** Conditions of Graph's beta that are known by name; what they ask of a sign-in is not modelled. */
const NOT_MODELLED = ['times', 'agents', 'agentContext', 'agentIdRiskLevels', 'clients', 'networkAccess'];
const AGENT_IDENTITIES = [
  'includeAgentIdServicePrincipals',
  'excludeAgentIdServicePrincipals',
  'agentIdServicePrincipalFilter',
];

function notModelled(at: Members, names: readonly string[]): readonly string[] {
  const set = names.filter((name) => at.says(name));
  for (const name of set) at.report('not-evaluated', 'A sign-in described here has no facts for this condition.', name);
  return set.map((name) => `${at.path}.${name}`);
}

const NOBODY: IncludeExclude = { include: [], exclude: [] };
const NO_USERS: UserAssignment = {
  users: NOBODY,
  groups: NOBODY,
  roles: NOBODY,
  includeGuests: undefined,
  excludeGuests: undefined,
};
const NO_APPLICATIONS: ApplicationAssignment = {
  ...NOBODY,
  userActions: [],
  authenticationContexts: [],
  filter: undefined,
};

function readPair(at: Members, what: string, known?: readonly string[]): IncludeExclude {
  return { include: at.texts(`include${what}`, known), exclude: at.texts(`exclude${what}`, known) };
}

function readUsers(at: Members): UserAssignment {
  return {
    users: readPair(at, 'Users'),
    groups: readPair(at, 'Groups'),
    roles: readPair(at, 'Roles'),
    includeGuests: readGuests(at.object('includeGuestsOrExternalUsers')),
    excludeGuests: readGuests(at.object('excludeGuestsOrExternalUsers')),
  };
}

function readGuests(at: Members | undefined): GuestFilter | undefined {
  if (at === undefined) return undefined;
  const types = at.flags('guestOrExternalUserTypes', KNOWN.guestTypes);
  const tenants = at.object('externalTenants');
  const members = tenants?.texts('members') ?? [];
  const kind = tenants?.word('membershipKind', ['all', 'enumerated']) ?? (members.length > 0 ? 'enumerated' : 'all');
  at.unread();
  tenants?.unread();
  if (kind === 'all') return { types, tenants: undefined };
  // Of a kind nobody knows no tenant can be told to be in it: the same as an enumeration whose members were cut out.
  return { types, tenants: kind === 'enumerated' ? members : [] };
}

function readWorkload(at: Members): WorkloadAssignment & { readonly unread: readonly string[] } {
  return {
    ...readPair(at, 'ServicePrincipals'),
    filter: readFilter(at, 'servicePrincipalFilter'),
    unread: notModelled(at, AGENT_IDENTITIES),
  };
}

function readApplications(at: Members): ApplicationAssignment {
  return {
    ...readPair(at, 'Applications'),
    userActions: at.texts('includeUserActions', KNOWN.userActions),
    authenticationContexts: at.texts('includeAuthenticationContextClassReferences'),
    filter: readFilter(at, 'applicationFilter'),
  };
}

function readDevices(at: Members): { filter: Filter | undefined; states: IncludeExclude } {
  const filter = readFilter(at, 'deviceFilter');
  const strange =
    filter?.rule === undefined ? [] : attributesOf(filter.rule).filter((it) => attributeKey(it) === undefined);
  for (const name of strange)
    at.report('unknown-attribute', `"${name}" is not an attribute of devices.`, 'deviceFilter');
  const devices = readPair(at, 'Devices', KNOWN.deviceStates);
  const states = readPair(at, 'DeviceStates', KNOWN.deviceStates);
  return {
    filter,
    states: { include: [...devices.include, ...states.include], exclude: [...devices.exclude, ...states.exclude] },
  };
}

const MODES = ['include', 'exclude'] as const;

function readFilter(at: Members, name: string): Filter | undefined {
  const filter = at.object(name);
  if (filter === undefined) return undefined;
  const text = filter.text('rule') ?? '';
  const word = filter.word('mode', MODES);
  const mode = MODES.find((known) => known === word);
  if (word === undefined)
    filter.report('missing-member', 'A filter either includes or excludes what it finds.', 'mode');
  const rule = parseRule(text);
  if (!rule.ok) filter.report('bad-rule', `At character ${rule.error.position + 1}: ${rule.error.detail}.`, 'rule');
  filter.unread();
  return { mode, text, rule: rule.ok ? rule.value : undefined };
}
