// A Conditional Access policy: the document as it was exported, and beside it what can be understood of it.
//
// `source` is never changed and is what goes back out, so nothing a later Graph adds is lost. The other members are a
// reading of it; what could not be read stands in `findings` and, where it may narrow the policy, in `conditions.unread`.

import type { Json } from '../../lib/canonical-json.ts';
import type { AuthenticationStrength } from './authentication-strength.ts';
import type { Rule } from '../filter-rule/rule.ts';
import type { Finding } from './finding.ts';

export type PolicyState = 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';

export type Policy = {
  readonly source: Json;
  readonly id: string | undefined;
  /** Its display name; without one its id or the place it was read from. */
  readonly name: string;
  /** `undefined`: the document does not say it in a way we know; enforcement takes it as enabled. */
  readonly state: PolicyState | undefined;
  readonly conditions: Conditions;
  readonly grant: GrantControls;
  readonly session: SessionControls;
  readonly findings: readonly Finding[];
  /** Too broken to trust: enforcement refuses wherever it may apply. */
  readonly isMalformed: boolean;
};

/** Empty lists are conditions that were not configured. */
export type Conditions = {
  readonly users: UserAssignment;
  readonly workload: WorkloadAssignment;
  readonly applications: ApplicationAssignment;
  readonly clientAppTypes: readonly string[];
  readonly platforms: IncludeExclude;
  readonly locations: IncludeExclude;
  readonly deviceFilter: Filter | undefined;
  /** Before device filters: `Compliant` and `DomainJoined`. */
  readonly deviceStates: IncludeExclude;
  readonly signInRiskLevels: readonly string[];
  readonly userRiskLevels: readonly string[];
  readonly servicePrincipalRiskLevels: readonly string[];
  readonly insiderRiskLevels: readonly string[];
  readonly transferMethods: readonly string[];
  /** Paths of conditions that are set and that nobody here can judge. */
  readonly unread: readonly string[];
};

export type IncludeExclude = { readonly include: readonly string[]; readonly exclude: readonly string[] };

export type UserAssignment = {
  readonly users: IncludeExclude;
  readonly groups: IncludeExclude;
  readonly roles: IncludeExclude;
  readonly includeGuests: GuestFilter | undefined;
  readonly excludeGuests: GuestFilter | undefined;
};

export type GuestFilter = {
  readonly types: readonly string[];
  /** `undefined`: guests of every tenant. */
  readonly tenants: readonly string[] | undefined;
};

export type WorkloadAssignment = IncludeExclude & { readonly filter: Filter | undefined };

export type ApplicationAssignment = IncludeExclude & {
  readonly userActions: readonly string[];
  readonly authenticationContexts: readonly string[];
  readonly filter: Filter | undefined;
};

/** `rule` is missing where the text could not be read; the finding says why. */
export type Filter = {
  readonly mode: 'include' | 'exclude' | undefined;
  readonly text: string;
  readonly rule: Rule | undefined;
};

export type GrantControls = {
  /** `undefined` where the document does not say; taken as AND, which is stricter. */
  readonly operator: 'AND' | 'OR' | undefined;
  readonly builtIn: readonly string[];
  readonly customFactors: readonly string[];
  readonly termsOfUse: readonly string[];
  readonly strength: StrengthReference | undefined;
  /** Paths of demands that nobody here understands. */
  readonly unread: readonly string[];
};

/** Exports hold the whole strength or only its id. */
export type StrengthReference =
  | AuthenticationStrength
  | { readonly id: string | undefined; readonly displayName: string | undefined };

export type SessionControls = {
  readonly signInFrequency: SignInFrequency | undefined;
  readonly persistentBrowser: string | undefined;
  readonly requiresTokenProtection: boolean;
  /** Controls that shape the session and never refuse a token, by Graph's name. */
  readonly others: readonly string[];
  readonly unread: readonly string[];
};

/** `seconds: 0` is "every time". */
export type SignInFrequency = { readonly seconds: number; readonly authenticationType: string };

/** The values Graph documents, with those of exports from its beta. */
export const KNOWN = {
  states: ['enabled', 'disabled', 'enabledForReportingButNotEnforced'],
  clientAppTypes: [
    'all',
    'browser',
    'mobileAppsAndDesktopClients',
    'exchangeActiveSync',
    'easSupported',
    'easUnsupported',
    'other',
    'modern',
  ],
  platforms: ['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'linux', 'all'],
  riskLevels: ['low', 'medium', 'high', 'hidden', 'none'],
  insiderRiskLevels: ['minor', 'moderate', 'elevated'],
  transferMethods: ['deviceCodeFlow', 'authenticationTransfer'],
  userActions: ['urn:user:registersecurityinfo', 'urn:user:registerdevice'],
  guestTypes: [
    'internalGuest',
    'b2bCollaborationGuest',
    'b2bCollaborationMember',
    'b2bDirectConnectUser',
    'otherExternalUser',
    'serviceProvider',
  ],
  builtInControls: [
    'block',
    'mfa',
    'compliantDevice',
    'domainJoinedDevice',
    'approvedApplication',
    'compliantApplication',
    'passwordChange',
    'riskRemediation',
  ],
  deviceStates: ['All', 'Compliant', 'DomainJoined'],
} as const;
