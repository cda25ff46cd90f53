// What the service counts, as it stands now and as it would stand after a change.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReadinessChangeBody } from '../../../../protocol/operations/readiness.ts';
import { useConnection } from '../../api-context.tsx';

type Assume = 'backups' | undefined;

export function useReadiness(assume: Assume) {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['readiness', assume],
    queryFn: ({ signal }) => api('getReadiness', { query: { assume }, signal }),
    placeholderData: keepPreviousData,
    // A number that leads to a list is of the same minute as the list.
    staleTime: 60_000,
  });
}

/** Counted anew each time: after a change the same question has another answer. */
export function useForecast(change: ReadinessChangeBody, assume: Assume) {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['forecast', change, assume],
    queryFn: ({ signal }) =>
      api('forecastReadiness', { body: { change, ...(assume === undefined ? {} : { assume: [assume] }) }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}
