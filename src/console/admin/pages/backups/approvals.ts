// The requests to read somebody's backups that the caller made or may decide on.

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Approval } from '../../../../protocol/operations/access.ts';
import { useConnection } from '../../api-context.tsx';

export const APPROVALS_KEY = ['approvals'];

/** Asked again while something is undecided, so that whoever waits need not. */
export function useApprovals(): UseQueryResult<readonly Approval[]> {
  const { api } = useConnection();
  return useQuery({
    queryKey: APPROVALS_KEY,
    queryFn: async ({ signal }) => (await api('listApprovals', { signal })).approvals,
    refetchInterval: ({ state }) => (state.data?.some((it) => it.state === 'pending') === true ? 10_000 : false),
  });
}
