// Conditional Access as an organization of this size has it. One rule keeps the finance department's restores out during setup,
// because a new device is not compliant yet: what the explanation is for. None keeps the demo's own accounts out.

import { readExports } from '../../domain/conditional-access/read-exports.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { ok } from '../../lib/result.ts';
import { importConditionalAccess } from '../../server/conditional-access/import-objects.ts';
import type { Context } from '../../server/context.ts';
import { findGroups } from '../../server/directory/group-store.ts';
import { inTenant } from '../../server/transact.ts';
import { certain } from './device-life.ts';

export async function importSignInRules(context: Context, tenantId: string): Promise<void> {
  const groups = certain(await inTenant(context, tenantId, async (tx) => ok(await findGroups(tx))));
  const finance = groups.find(({ displayName }) => displayName === 'Finance')?.groupId ?? '';
  const documents = rulesFor(finance).map((json, nth) => ({ origin: `rule ${nth + 1}`, content: { json } }));
  certain(await importConditionalAccess(context, { tenantId, exports: readExports(documents), reportOnly: false }));
}

function rulesFor(finance: string): readonly Json[] {
  return [
    {
      '@odata.type': '#microsoft.graph.countryNamedLocation',
      id: OUR_COUNTRIES,
      displayName: 'Countries we work in',
      countriesAndRegions: ['DE', 'FR', 'IE', 'JP', 'PL', 'PT', 'TR', 'US'],
      includeUnknownCountriesAndRegions: false,
    },
    {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      id: HEAD_OFFICE,
      displayName: 'Head office',
      isTrusted: true,
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '203.0.113.0/24' }],
    },
    rule(1, 'Finance: compliant devices only', 'enabled', {
      users: { includeGroups: [finance] },
      grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
    }),
    rule(2, 'Block legacy authentication', 'enabled', {
      users: { includeUsers: ['All'] },
      clientAppTypes: ['exchangeActiveSync', 'other'],
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    }),
    rule(3, 'Administrators: multifactor authentication', 'enabledForReportingButNotEnforced', {
      users: { includeRoles: ['62e90394-69f5-4237-9190-012177145e10', '729827e3-9c14-49f7-bb1b-9608f156bbb8'] },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    }),
    rule(4, 'Only from countries we work in', 'enabledForReportingButNotEnforced', {
      users: { includeUsers: ['All'] },
      locations: { includeLocations: ['All'], excludeLocations: [OUR_COUNTRIES, HEAD_OFFICE] },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    }),
    rule(5, 'Terms of use for guests', 'disabled', {
      users: { includeUsers: ['GuestsOrExternalUsers'] },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    }),
  ];
}

function rule(
  nth: number,
  displayName: string,
  state: string,
  { grantControls, ...conditions }: Readonly<Record<string, Json>>,
): Json {
  return {
    '@odata.type': '#microsoft.graph.conditionalAccessPolicy',
    id: `c0de0000-0000-4000-8000-00000000000${nth}`,
    displayName,
    state,
    conditions: { clientAppTypes: ['all'], applications: { includeApplications: ['All'] }, ...conditions },
    grantControls: grantControls ?? null,
  };
}

const OUR_COUNTRIES = '10ca7100-0000-4000-8000-000000000001';
const HEAD_OFFICE = '10ca7100-0000-4000-8000-000000000002';
