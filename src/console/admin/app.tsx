// Starts the admin center: language, sign-in, then the page that was asked for. The tenant is the first part of the path
// (/admin/<tenant>/devices), so that a link leads everybody to the same place.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectApi, ServiceError } from '../shared/api.ts';
import { startI18n } from '../shared/i18n.ts';
import { Themed } from '../shared/theme.tsx';
import { ApiProvider } from './api-context.tsx';
import { Entrance } from './entrance.tsx';
import { routerFor } from './routes.tsx';
import { beginSignIn, endSignIn, isBackFromIssuer, type Session } from './sign-in.ts';

await startI18n();
const root = createRoot(document.getElementById('root') ?? document.body);
await enter().catch((error: unknown) => show(<Entrance error={error} />));

async function enter(): Promise<void> {
  if (isBackFromIssuer()) {
    const { session, returnTo } = await endSignIn();
    history.replaceState(null, '', returnTo);
    return open(session);
  }
  const tenantId = /^\/admin\/([0-9a-f-]{36})(?:\/|$)/.exec(location.pathname)?.[1];
  if (tenantId === undefined) return show(<Entrance />);
  await beginSignIn(tenantId, location.pathname + location.search);
}

function open(session: Session): void {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: retryPassing, staleTime: 15_000 } } });
  show(
    <QueryClientProvider client={queries}>
      <ApiProvider value={{ session, api: connectApi(session.tenantId, session.token) }}>
        <RouterProvider router={routerFor(session.tenantId)} />
      </ApiProvider>
    </QueryClientProvider>,
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
