// A tenant's Conditional Access as the engine takes it: every stored object read, broken ones too, which the engine then
// enforces as applying.

import { parseStrength } from '../../domain/conditional-access/authentication-strength.ts';
import { parseNamedLocation } from '../../domain/conditional-access/named-location.ts';
import { parsePolicy } from '../../domain/conditional-access/parse-policy.ts';
import { type Tenant, tenantOf } from '../../domain/conditional-access/tenant.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findGroupNames } from './find-group-names.ts';
import { findObjects } from './object-store.ts';

export async function loadConditionalAccess(tx: TenantTransaction): Promise<Tenant> {
  const policies = await findObjects(tx, 'policies');
  const locations = await findObjects(tx, 'namedLocations');
  const strengths = await findObjects(tx, 'authenticationStrengths');
  return tenantOf({
    policies: policies.map((object) => parsePolicy(object)),
    locations: locations.map((object) => parseNamedLocation(object)),
    strengths: strengths.map((object) => parseStrength(object, '$', [])),
  });
}

/** The same with the names of the groups that policies name, for whoever has to tell people about them. */
export async function loadNamedConditionalAccess(tx: TenantTransaction): Promise<Tenant> {
  const tenant = await loadConditionalAccess(tx);
  const named = tenant.policies.flatMap(({ conditions: { users } }) => [
    ...users.groups.include,
    ...users.groups.exclude,
  ]);
  const names = [
    ...tenant.locations.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const])),
    ...(await findGroupNames(tx, named)),
  ];
  return tenantOf({ ...tenant, names });
}
