// What queries about Conditional Access objects can name: the members that Graph documents. Others are kept and given back,
// but nobody can filter or select by them.

import type { QueryRules } from '../graph/odata-query.ts';
import type { Collection } from './object-store.ts';

const TEXTS = { list: 'text' } as const;
const INCLUDED_EXCLUDED = (what: string) => ({ [`include${what}`]: TEXTS, [`exclude${what}`]: TEXTS });

const COMMON = {
  id: 'id',
  displayName: 'text',
  description: 'text',
  createdDateTime: 'instant',
  modifiedDateTime: 'instant',
} as const;

const CONDITIONS = {
  users: {
    of: { ...INCLUDED_EXCLUDED('Users'), ...INCLUDED_EXCLUDED('Groups'), ...INCLUDED_EXCLUDED('Roles') },
  },
  applications: {
    of: {
      ...INCLUDED_EXCLUDED('Applications'),
      includeUserActions: TEXTS,
      includeAuthenticationContextClassReferences: TEXTS,
    },
  },
  platforms: { of: INCLUDED_EXCLUDED('Platforms') },
  locations: { of: INCLUDED_EXCLUDED('Locations') },
  clientAppTypes: TEXTS,
  signInRiskLevels: TEXTS,
  userRiskLevels: TEXTS,
} as const;

/** Every member is kept as it came, so that one of a wrong kind counts as absent in a filter. */
export const QUERY_RULES: Readonly<Record<Collection, QueryRules>> = {
  policies: {
    shape: {
      ...COMMON,
      state: { oneOf: ['enabled', 'disabled', 'enabledForReportingButNotEnforced'] },
      templateId: 'text',
      conditions: { of: CONDITIONS },
      grantControls: {
        of: {
          operator: 'text',
          builtInControls: TEXTS,
          customAuthenticationFactors: TEXTS,
          termsOfUse: TEXTS,
          authenticationStrength: { of: { id: 'text' } },
        },
      },
      sessionControls: 'opaque',
    },
  },
  namedLocations: {
    shape: {
      ...COMMON,
      '@odata.type': 'text',
      isTrusted: 'boolean',
      ipRanges: { list: { of: { cidrAddress: 'text' } } },
      countriesAndRegions: TEXTS,
      includeUnknownCountriesAndRegions: 'boolean',
      countryLookupMethod: 'text',
    },
  },
  authenticationStrengths: {
    shape: {
      ...COMMON,
      policyType: { oneOf: ['builtIn', 'custom'] },
      requirementsSatisfied: 'text',
      allowedCombinations: TEXTS,
      combinationConfigurations: 'opaque',
    },
  },
};
