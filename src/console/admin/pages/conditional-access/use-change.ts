// Changes a policy from the version that is shown, and lets every page of Conditional Access look again.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PolicyState } from '../../../../domain/conditional-access/policy.ts';
import { useConnection } from '../../api-context.tsx';
import { KEY, type KeptPolicy } from './queries.ts';

export function useStateChange({ id, etag }: KeptPolicy) {
  const { api } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (state: PolicyState) =>
      api('updateConditionalAccessPolicy', { params: { id }, body: { state }, ifMatch: etag }),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
}

export function useDelete({ id, etag }: KeptPolicy) {
  const { api } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api('deleteConditionalAccessPolicy', { params: { id }, ifMatch: etag }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: [KEY, 'policies', id] });
      return queries.invalidateQueries({ queryKey: [KEY] });
    },
  });
}
