// Restores under way, as the service tells them. What is over leaves, and lists of restores are read again.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ListedSession } from '../../protocol/operations/restore.ts';
import { listen } from '../shared/listen.ts';
import { useConnection } from './api-context.tsx';

export type LiveRestores = {
  readonly restores: readonly ListedSession[];
  /** `undefined`: nothing was heard yet. */
  readonly isHeard: boolean | undefined;
};

export function useLiveRestores(): LiveRestores {
  const { session } = useConnection();
  const queries = useQueryClient();
  const [restores, setRestores] = useState<readonly ListedSession[]>([]);
  const [isHeard, setHeard] = useState<boolean>();
  useEffect(() => {
    const stop = new AbortController();
    const onEvent = (name: string, data: string): void => {
      if (name !== 'restore') return;
      const told = JSON.parse(data) as ListedSession;
      setRestores((before) => [
        ...(told.endedAt === null ? [told] : []),
        ...before.filter(({ sessionId }) => sessionId !== told.sessionId),
      ]);
      void queries.invalidateQueries({ queryKey: ['restores'] });
    };
    const onState = (heard: boolean): void => {
      setHeard(heard);
      // The whole is told again.
      if (heard) setRestores([]);
    };
    const { tenantId, token } = session;
    void listen({ path: PATH, tenantId, token, signal: stop.signal, onEvent, onState });
    return () => stop.abort();
  }, [session, queries]);
  return { restores, isHeard };
}

const PATH = '/v1/restore/events?seconds=300';
