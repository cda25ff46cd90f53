// How far the organization is set up, for the guide and for the navigation, which shows the guide while something is open.

import { useQuery } from '@tanstack/react-query';
import { useConnection } from './api-context.tsx';
import { useMay } from './permission.tsx';

type Options = { readonly enabled?: boolean; readonly staleTime?: number; readonly refetchInterval?: number };

export function useSetup(options: Options = {}) {
  const { api } = useConnection();
  return useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => api('getSetup', { signal }), ...options });
}

/** False until it is known, and for whoever may not see it. */
export function useSetupIsOpen(): boolean {
  const enabled = useMay('restore.read') === true;
  const { data } = useSetup({ enabled, staleTime: STALE_MILLISECONDS });
  return data?.steps.some(({ state }) => state === 'open') ?? false;
}

const STALE_MILLISECONDS = 5 * 60_000;
