// The pages: for somebody who is signed in, or the entrance for somebody who is not.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { connectApi, ServiceError } from '../shared/api.ts';
import { startI18n } from '../shared/i18n.ts';
import { Themed } from '../shared/theme.tsx';
import { ApiProvider } from './api-context.tsx';
import type { FirstAnswers } from './first-answers.ts';
import { overviewQuery } from './pages/overview.tsx';
import { permissionsQuery } from './permission.tsx';
import { preloadPages, routerFor } from './routes.tsx';
import type { Session } from './sign-in.ts';

/** Most people come signed in. */
const Entrance = lazy(async () => ({ default: (await import('./entrance.tsx')).Entrance }));

await startI18n();
const root = createRoot(document.getElementById('root') ?? document.body);

export function showPages(session: Session, first: FirstAnswers): void {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: retryPassing, staleTime: 15_000 } } });
  const api = connectApi(session.tenantId, session.token);
  const { permissions, overview } = first;
  void queries.prefetchQuery({ ...permissionsQuery(api), queryFn: () => permissions });
  if (overview !== undefined) void queries.prefetchQuery({ ...overviewQuery(api), queryFn: () => overview });
  show(
    <QueryClientProvider client={queries}>
      <ApiProvider value={{ session, api }}>
        <RouterProvider router={routerFor(session.tenantId)} />
      </ApiProvider>
    </QueryClientProvider>,
  );
  whenIdle(
    () => queries.isFetching() === 0,
    () => void preloadPages().catch(() => {}),
  );
}

/** The first page comes before everything else; it stands when nothing is on its way any more. */
function whenIdle(isReady: () => boolean, work: () => void): void {
  const look = (): void => (isReady() ? work() : whenIdle(isReady, work));
  setTimeout(() => requestIdleCallback(look), LOOK_MILLISECONDS);
}

const LOOK_MILLISECONDS = 100;

export function showEntrance(error?: unknown): void {
  show(
    <Suspense>
      <Entrance error={error} />
    </Suspense>,
  );
}

function show(content: React.ReactNode): void {
  root.render(
    <StrictMode>
      <Themed>{content}</Themed>
    </StrictMode>,
  );
}

/** What the service refuses it refuses again. */
function retryPassing(count: number, error: Error): boolean {
  return count < 2 && (!(error instanceof ServiceError) || ['offline', 'unavailable'].includes(error.code));
}
