// What people call the groups, people, roles, applications and locations that policies name by their ids. An id that nobody here
// knows stays an id.

import { useQuery } from '@tanstack/react-query';
import type { Policy } from '../../../../domain/conditional-access/policy.ts';
import { APPLICATIONS, ROLES } from '../../../../domain/conditional-access/well-known.ts';
import { isUuid } from '../../../../lib/uuid.ts';
import type { Api } from '../../../shared/api.ts';
import { useConnection } from '../../api-context.tsx';
import { KEY, useLocations } from './queries.ts';

export type NameOf = (id: string) => string;

export function useNames(policies: readonly Policy[]): NameOf {
  const { api } = useConnection();
  const { data: locations = [] } = useLocations();
  const groups = idsIn(policies.flatMap(({ conditions: { users } }) => [users.groups.include, users.groups.exclude]));
  const people = idsIn(policies.flatMap(({ conditions: { users } }) => [users.users.include, users.users.exclude]));
  const { data: known = [] } = useQuery({
    queryKey: [KEY, 'names', groups, people],
    queryFn: async ({ signal }) => [
      ...(await namesOf(api, 'listGroups', groups, signal)),
      ...(await namesOf(api, 'listUsers', people, signal)),
    ],
    enabled: groups.length + people.length > 0,
    // Whoever may not read the directory reads ids.
    retry: false,
  });
  const names = new Map<string, string>([
    ...APPLICATIONS.map(({ id, name }) => [id, name] as const),
    ...ROLES,
    ...locations.flatMap(({ id, name }) => (id === undefined ? [] : [[id.toLowerCase(), name] as const])),
    ...known,
  ]);
  return (id) => names.get(id.toLowerCase()) ?? id;
}

async function namesOf(
  api: Api,
  list: 'listGroups' | 'listUsers',
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly [id: string, name: string])[]> {
  if (ids.length === 0) return [];
  const $filter = `id in (${ids.map((id) => `'${id}'`).join(',')})`;
  const { value } = await api(list, { query: { $filter, $top: '999' }, signal });
  return (value as readonly { id: string; displayName: string }[]).map((it) => [it.id, it.displayName]);
}

/** As many as an address takes. */
function idsIn(lists: readonly (readonly string[])[]): readonly string[] {
  const ids = new Set(lists.flat().map((it) => it.toLowerCase()));
  return [...ids].filter(isUuid).toSorted().slice(0, IDS_MAX);
}

const IDS_MAX = 150;
