// What a tenant decides with: its policies, named locations and authentication strengths, and the names of its objects.

import { type AuthenticationStrength, BUILT_IN_STRENGTHS } from './authentication-strength.ts';
import { type Names, namesFrom } from './names.ts';
import type { NamedLocation } from './named-location.ts';
import type { Policy, StrengthReference } from './policy.ts';
import { APPLICATIONS, ROLES } from './well-known.ts';

export type Tenant = {
  readonly policies: readonly Policy[];
  readonly locations: readonly NamedLocation[];
  /** Are these all the named locations there are? If not, nobody can say that a place is in none of them. */
  readonly hasAllLocations: boolean;
  readonly strengths: readonly AuthenticationStrength[];
  readonly names: Names;
};

export type TenantParts = {
  readonly policies: readonly Policy[];
  readonly locations?: readonly NamedLocation[];
  readonly hasAllLocations?: boolean;
  readonly strengths?: readonly AuthenticationStrength[];
  /** Display names by id: groups, users, roles, applications. */
  readonly names?: Iterable<readonly [id: string, name: string]>;
};

export function tenantOf({
  policies,
  locations = [],
  hasAllLocations = true,
  strengths = [],
  names = [],
}: TenantParts): Tenant {
  const known = [
    ...APPLICATIONS.map(({ id, name }) => [id, name] as const),
    ...ROLES,
    ...locations.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const])),
    ...names,
  ];
  return { policies, locations, hasAllLocations, strengths, names: namesFrom(known) };
}

export function withPolicies(tenant: Tenant, policies: readonly Policy[]): Tenant {
  return { ...tenant, policies };
}

/** The strength a policy refers to, whole; `undefined` where only a name is known. */
export function strengthOf(tenant: Tenant, reference: StrengthReference): AuthenticationStrength | undefined {
  if ('allowedCombinations' in reference) return reference;
  const { id, displayName } = reference;
  const all = [...tenant.strengths, ...BUILT_IN_STRENGTHS];
  const byId = all.find((strength) => id !== undefined && strength.id?.toLowerCase() === id.toLowerCase());
  if (byId !== undefined || id !== undefined) return byId;
  return all.find(
    (strength) => displayName !== undefined && strength.displayName?.toLowerCase() === displayName.toLowerCase(),
  );
}
