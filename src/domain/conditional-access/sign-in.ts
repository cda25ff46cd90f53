// The facts of one sign-in. A fact that is left out is not known, which is not the same as "no": conditions that need it
// become undecided, and say which fact was missing.

import type { Device } from './device.ts';
import type { Attributes } from '../filter-rule/judge.ts';
import type { Suite } from './well-known.ts';

export type SignIn = {
  readonly identity: UserIdentity | WorkloadIdentity;
  readonly target: Target;
  readonly clientApp?: ClientApp | undefined;
  /** `other`: known to be none of Graph's. */
  readonly platform?: string | undefined;
  readonly device?: Device | undefined;
  readonly place: Place;
  readonly signInRisk?: string | undefined;
  readonly userRisk?: string | undefined;
  readonly servicePrincipalRisk?: string | undefined;
  readonly insiderRisk?: string | undefined;
  readonly transferMethod?: 'none' | 'deviceCodeFlow' | 'authenticationTransfer' | undefined;
  readonly proof: Proof;
};

export type UserIdentity = {
  readonly kind: 'user';
  readonly id?: string | undefined;
  readonly principalName?: string | undefined;
  /** Every group, by id or display name; left out: memberships are not known. */
  readonly groups?: readonly string[] | undefined;
  /** Every active directory role, by template id or display name. */
  readonly roles?: readonly string[] | undefined;
  /** `none`: a member of this tenant; otherwise one of Graph's `guestOrExternalUserTypes`. */
  readonly guestType?: string | undefined;
  readonly homeTenant?: string | undefined;
};

export type WorkloadIdentity = {
  readonly kind: 'servicePrincipal';
  readonly id?: string | undefined;
  /** Registered in this tenant, and by nobody else. */
  readonly isOwn?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Target =
  | { readonly kind: 'application'; readonly applications: readonly TargetApplication[] }
  | { readonly kind: 'userAction'; readonly action: string }
  | { readonly kind: 'authenticationContext'; readonly value: string };

export type TargetApplication = {
  readonly id: string;
  /** Custom security attributes, for application filters. */
  readonly attributes?: Attributes | undefined;
  /** Graph's application groups that it belongs to, for one that is not well known. Unknown where left out. */
  readonly suites?: readonly Suite[];
};

export type ClientApp = 'browser' | 'mobileAppsAndDesktopClients' | 'exchangeActiveSync' | 'easSupported' | 'other';

export type Place = {
  readonly ipAddress?: string | undefined;
  /** Of the address; null: known to have none. */
  readonly country?: string | null | undefined;
  /** As the Authenticator app reports it. */
  readonly gpsCountry?: string | null | undefined;
  readonly isCompliantNetwork?: boolean | undefined;
  /** Settles `AllTrusted` where the named locations themselves are not at hand. */
  readonly isTrusted?: boolean | undefined;
};

/** What the sign-in has shown so far; what it has not shown can still be asked for. */
export type Proof = {
  /** Graph's method names: `password`, `windowsHelloForBusiness`, … */
  readonly methods?: readonly string[] | undefined;
  readonly secondsSinceSignIn?: number | undefined;
  readonly acceptedTerms?: readonly string[] | undefined;
  readonly customFactors?: readonly string[] | undefined;
  readonly hasChangedPassword?: boolean | undefined;
  readonly hasRemediatedRisk?: boolean | undefined;
  readonly isApprovedApplication?: boolean | undefined;
  readonly isProtectedApplication?: boolean | undefined;
  readonly isTokenBound?: boolean | undefined;
};

/** Scopes that Entra judges as access to the directory when a sign-in asks for nothing else. */
export const BASELINE_SCOPES = [
  'email',
  'offline_access',
  'openid',
  'profile',
  'User.Read',
  'User.Read.All',
  'User.ReadBasic.All',
  'People.Read',
  'People.Read.All',
  'GroupMember.Read.All',
  'Member.Read.Hidden',
] as const;

/** The application Entra judges a request by: the directory itself if it asks baseline scopes only. */
export function judgedApplication(requested: string, scopes: readonly string[] | undefined): string {
  if (scopes === undefined || scopes.length === 0) return requested;
  const baseline = new Set<string>(BASELINE_SCOPES.map((scope) => scope.toLowerCase()));
  return scopes.every((scope) => baseline.has(plainScope(scope))) ? DIRECTORY_APPLICATION : requested;
}

/** Windows Azure Active Directory. */
export const DIRECTORY_APPLICATION = '00000002-0000-0000-c000-000000000000';

/** `https://graph.microsoft.com/User.Read` → `user.read`; other resources' scopes stay whole. */
function plainScope(scope: string): string {
  return scope.toLowerCase().replace(/^https:\/\/graph\.(microsoft\.com|windows\.net)\//, '');
}
