// What the organization has of Conditional Access, as the service keeps it, and each policy as the domain reads it.

import { useQuery } from '@tanstack/react-query';
import { type NamedLocation, parseNamedLocation } from '../../../../domain/conditional-access/named-location.ts';
import { parsePolicy } from '../../../../domain/conditional-access/parse-policy.ts';
import type { Policy } from '../../../../domain/conditional-access/policy.ts';
import type { Json } from '../../../../lib/canonical-json.ts';
import { useConnection } from '../../api-context.tsx';

/** All queries of these pages begin with it: a change makes them stale together. */
export const KEY = 'conditional-access';

/** Entra's own limit is 240. */
const ALL = { $top: '999' };

export type KeptPolicy = { readonly id: string; readonly etag: string; readonly policy: Policy };

export function usePolicies() {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'policies'],
    queryFn: async ({ signal }) => {
      const { value } = await api('listConditionalAccessPolicies', { query: ALL, signal });
      return value.map((it) => parsePolicy(it as Json));
    },
  });
}

export function usePolicy(id: string) {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'policies', id],
    queryFn: async ({ signal }): Promise<KeptPolicy> => {
      const answer = await api('getConditionalAccessPolicy', { params: { id }, signal });
      const { '@odata.etag': etag, '@odata.context': _, ...source } = answer as Readonly<Record<string, Json>>;
      return { id, etag: etag as string, policy: parsePolicy(source) };
    },
  });
}

export function useLocations() {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'locations'],
    queryFn: async ({ signal }): Promise<readonly NamedLocation[]> => {
      const { value } = await api('listNamedLocations', { query: ALL, signal });
      return value.map((it) => parseNamedLocation(it as Json));
    },
  });
}

export type Strength = {
  readonly id: string;
  readonly displayName: string;
  readonly policyType?: string;
  readonly allowedCombinations: readonly string[];
};

export function useStrengths() {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'strengths'],
    queryFn: async ({ signal }) => {
      const { value } = await api('listAuthenticationStrengths', { query: ALL, signal });
      return value as unknown as readonly Strength[];
    },
  });
}
