// Starts the pages that a person sees: a restore that is offered, or the "Windows Backup" page; the agent says which.

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { ExperienceAbout } from '../../protocol/experience.ts';
import { startI18n } from '../shared/i18n.ts';
import { Themed } from '../shared/theme.tsx';
import { ask, useRestoreView } from './agent.ts';
import { Gone } from './gone.tsx';
import { Offer } from './offer.tsx';

const BackupPage = lazy(async () => ({ default: (await import('./backup-page.tsx')).BackupPage }));

await startI18n();
createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Themed>
        <Experience />
      </Themed>
    </QueryClientProvider>
  </StrictMode>,
);

function Experience() {
  const about = useQuery({
    queryKey: ['about'],
    queryFn: () => ask<ExperienceAbout>('/api/about'),
    staleTime: Infinity,
  });
  const view = useRestoreView();
  if (about.isError || view === 'gone') return <Gone />;
  if (about.data === undefined || view === undefined) return null;
  if (about.data.page === 'offer') return <Offer about={about.data} view={view} />;
  return (
    <Suspense>
      <BackupPage about={about.data} view={view} />
    </Suspense>
  );
}
