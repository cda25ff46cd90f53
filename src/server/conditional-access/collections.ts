// The three collections of Conditional Access: what their objects are called, what makes one too broken to keep, and how
// policies refer to them. Reading is the domain's; this only says which reading belongs to which collection.

import type { ResourceType } from '../../domain/audit/activities.ts';
import { parseStrength } from '../../domain/conditional-access/authentication-strength.ts';
import { type Finding, FINDINGS, kindOf } from '../../domain/conditional-access/finding.ts';
import { parseNamedLocation } from '../../domain/conditional-access/named-location.ts';
import { parsePolicy } from '../../domain/conditional-access/parse-policy.ts';
import type { Collection, GraphObject } from './object-store.ts';

export type CollectionRules = {
  readonly singular: string;
  readonly resourceType: ResourceType;
  /** Where Graph says the collection is, for `@odata.context`. */
  readonly context: string;
  /** Sentences about what can not be enforced as it stands; what is merely unknown is kept, and enforced as applying. */
  readonly problemsOf: (object: GraphObject) => readonly string[];
  readonly isUsedBy: (id: string, policy: GraphObject) => boolean;
};

export const RULES: Readonly<Record<Collection, CollectionRules>> = {
  policies: {
    singular: 'Conditional Access policy',
    resourceType: 'ConditionalAccessPolicy',
    context: 'identity/conditionalAccess/policies',
    problemsOf: (object) => malformed(parsePolicy(object).findings),
    isUsedBy: () => false,
  },
  namedLocations: {
    singular: 'named location',
    resourceType: 'NamedLocation',
    context: 'identity/conditionalAccess/namedLocations',
    problemsOf: (object) => malformed(parseNamedLocation(object).findings),
    isUsedBy: (id, policy) => {
      const { include, exclude } = parsePolicy(policy).conditions.locations;
      return [...include, ...exclude].some((location) => location.toLowerCase() === id);
    },
  },
  authenticationStrengths: {
    singular: 'authentication strength',
    resourceType: 'AuthenticationStrength',
    context: 'identity/conditionalAccess/authenticationStrength/policies',
    problemsOf: (object) => {
      const findings: Finding[] = [];
      const { allowedCombinations } = parseStrength(object, '$', findings);
      const none = allowedCombinations.length === 0 ? ['$.allowedCombinations: No combination is allowed.'] : [];
      return [...malformed(findings), ...none];
    },
    isUsedBy: (id, policy) => parsePolicy(policy).grant.strength?.id?.toLowerCase() === id,
  },
};

function malformed(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => kindOf(finding) === 'malformed')
    .map(({ code, path, detail }) => `${path}: ${FINDINGS[code].title} ${detail}`);
}
