// The reason for looking into a person's backups is asked once for each person and visit: it is kept in memory, and a reload
// forgets it.

import { useQuery, useQueryClient } from '@tanstack/react-query';

export function useContentReason(
  userId: string,
): readonly [reason: string | undefined, give: (reason: string) => void] {
  const queries = useQueryClient();
  const queryKey = ['content-reason', userId];
  const { data } = useQuery<string | null>({
    queryKey,
    queryFn: () => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return [data ?? undefined, (reason) => void queries.setQueryData(queryKey, reason.trim())];
}
