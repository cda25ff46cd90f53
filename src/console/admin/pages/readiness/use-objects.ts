// What can be assigned or removed: policies and configurations of the restore page, by name.

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';
import type { Body, Policy } from '../policies/graph-policy.ts';
import { POLICIES } from '../policies/policy-queries.ts';
import { isDefault, useConfigurations } from '../restore-page/configurations.ts';

export type NamedObject = { readonly id: string; readonly name: string; readonly assignments: readonly Body[] };

export function useObjects() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const policies = useQuery({
    queryKey: [...POLICIES, 'to-choose'],
    queryFn: async ({ signal }) => {
      const query = { $orderby: 'name', $top: '999', $expand: 'assignments' };
      return (await api('listConfigurationPolicies', { query, signal })).value as readonly Policy[];
    },
  });
  const configurations = useConfigurations();
  const objects: readonly NamedObject[] = [
    ...(policies.data ?? []).map(({ id, name, assignments = [] }) => ({ id, name, assignments })),
    ...(configurations.data ?? [])
      .filter((it) => !isDefault(it))
      .map(({ id, displayName, assignments = [] }) => ({
        id,
        name: `${t('readiness.whatIf.aConfiguration')}: ${displayName}`,
        assignments,
      })),
  ];
  return { objects, query: policies.error === null ? configurations : policies };
}
