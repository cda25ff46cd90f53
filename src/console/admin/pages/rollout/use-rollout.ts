// The rollout as the service tells it, and changes of it: after each, everything that may be another is asked for again.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../../../shared/api.ts';
import { useConnection } from '../../api-context.tsx';

export function useRollout() {
  const { api } = useConnection();
  return useQuery({ queryKey: ['rollout', 'rings'], queryFn: ({ signal }) => api('getRollout', { signal }) });
}

/** Looks at the whole fleet, so it is asked for by itself. */
export function useChecklist() {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['rollout', 'checklist'],
    queryFn: ({ signal }) => api('getRolloutChecklist', { signal }),
  });
}

export function useAgain(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['rollout'] });
}

/** What needs no question first. */
export function useAct() {
  const { api } = useConnection();
  const again = useAgain();
  return useMutation({ mutationFn: (act: (api: Api) => Promise<unknown>) => act(api), onSuccess: again });
}
