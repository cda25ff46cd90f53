// The pages of the admin center and their addresses, below /admin/<tenant>.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Failed } from '../shared/page-states.tsx';
import {
  backupsSearch,
  deviceSearch,
  devicesSearch,
  effectiveSearch,
  enrollmentSearch,
  helpDeskSearch,
  historySearch,
  newPolicySearch,
  peopleSearch,
  policiesSearch,
  restoresSearch,
} from './list-search.ts';
import { Shell } from './shell.tsx';
import { restoreCheckSearch, whatIfSearch } from './pages/conditional-access/access-search.ts';
import { newRoleSearch, rolesSearch } from './pages/roles/roles-search.ts';
import { auditSearch } from './pages/audit/audit-search.ts';
import { behindSearch, changeSearch, readinessSearch } from './pages/readiness/readiness-search.ts';
import { settingsSearch } from './pages/settings/sections.ts';
import { NotFound } from './pages/not-found.tsx';
import { OverviewPage } from './pages/overview.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

const start = createRoute({
  getParentRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview' });
  },
});
const device = createRoute({
  getParentRoute,
  path: '/devices/$deviceId',
  component: lazyRouteComponent(() => import('./pages/device.tsx'), 'DevicePage'),
  validateSearch: deviceSearch,
});
const pages = [
  createRoute({ getParentRoute, path: '/overview', component: OverviewPage }),
  createRoute({
    getParentRoute,
    path: '/devices',
    component: lazyRouteComponent(() => import('./pages/devices.tsx'), 'DevicesPage'),
    validateSearch: devicesSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/people',
    component: lazyRouteComponent(() => import('./pages/people.tsx'), 'PeoplePage'),
    validateSearch: peopleSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/people/$userId',
    component: lazyRouteComponent(() => import('./pages/person.tsx'), 'PersonPage'),
  }),
  device,
  createRoute({
    getParentRoute,
    path: '/enrollment',
    component: lazyRouteComponent(() => import('./pages/restore-page.tsx'), 'RestorePagePage'),
    validateSearch: enrollmentSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/policies',
    component: lazyRouteComponent(() => import('./pages/policies/policies.tsx'), 'PoliciesPage'),
    validateSearch: policiesSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/policies/new',
    component: lazyRouteComponent(() => import('./pages/policies/new-policy-page.tsx'), 'NewPolicyPage'),
    validateSearch: newPolicySearch,
  }),
  createRoute({
    getParentRoute,
    path: '/policies/effective',
    component: lazyRouteComponent(() => import('./pages/policies/effective-page.tsx'), 'EffectivePage'),
    validateSearch: effectiveSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/policies/$policyId',
    component: lazyRouteComponent(() => import('./pages/policies/policy-page.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/backups',
    component: lazyRouteComponent(() => import('./pages/backups/backups.tsx'), 'BackupsPage'),
    validateSearch: backupsSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/backups/requests',
    component: lazyRouteComponent(() => import('./pages/backups/requests.tsx'), 'RequestsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/backups/$userId/$profileId',
    component: lazyRouteComponent(() => import('./pages/backups/profile.tsx'), 'BackupProfilePage'),
    validateSearch: historySearch,
  }),
  createRoute({
    getParentRoute,
    path: '/readiness',
    component: lazyRouteComponent(() => import('./pages/readiness/readiness-page.tsx'), 'ReadinessPage'),
    validateSearch: readinessSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/readiness/devices',
    component: lazyRouteComponent(() => import('./pages/readiness/behind-page.tsx'), 'BehindPage'),
    validateSearch: behindSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/readiness/what-if',
    component: lazyRouteComponent(() => import('./pages/readiness/what-if-page.tsx'), 'ReadinessWhatIfPage'),
    validateSearch: changeSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/rollout',
    component: lazyRouteComponent(() => import('./pages/rollout/rollout-page.tsx'), 'RolloutPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/help-desk',
    component: lazyRouteComponent(() => import('./pages/help-desk/help-desk-page.tsx'), 'HelpDeskPage'),
    validateSearch: helpDeskSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/restores',
    component: lazyRouteComponent(() => import('./pages/restores.tsx'), 'RestoresPage'),
    validateSearch: restoresSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/restores/$userId/$sessionId',
    component: lazyRouteComponent(() => import('./pages/restore.tsx'), 'RestorePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access',
    component: lazyRouteComponent(() => import('./pages/conditional-access/policies-page.tsx'), 'AccessPoliciesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/policies/$policyId',
    component: lazyRouteComponent(() => import('./pages/conditional-access/policy-page.tsx'), 'AccessPolicyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/locations',
    component: lazyRouteComponent(() => import('./pages/conditional-access/locations-page.tsx'), 'LocationsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/strengths',
    component: lazyRouteComponent(() => import('./pages/conditional-access/strengths-page.tsx'), 'StrengthsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/what-if',
    component: lazyRouteComponent(() => import('./pages/conditional-access/what-if-page.tsx'), 'WhatIfPage'),
    validateSearch: whatIfSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/restore',
    component: lazyRouteComponent(
      () => import('./pages/conditional-access/restore-check-page.tsx'),
      'RestoreCheckPage',
    ),
    validateSearch: restoreCheckSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/conditional-access/import',
    component: lazyRouteComponent(() => import('./pages/conditional-access/import-page.tsx'), 'AccessImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit',
    component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
    validateSearch: auditSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/audit/verify',
    component: lazyRouteComponent(() => import('./pages/audit/verify-page.tsx'), 'VerifyAuditPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit/$eventId',
    component: lazyRouteComponent(() => import('./pages/audit/event-page.tsx'), 'AuditEventPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
    validateSearch: settingsSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles',
    component: lazyRouteComponent(() => import('./pages/roles/assignments-page.tsx'), 'RolesPage'),
    validateSearch: rolesSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/roles/definitions',
    component: lazyRouteComponent(() => import('./pages/roles/definitions-page.tsx'), 'RoleDefinitionsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles/new',
    component: lazyRouteComponent(() => import('./pages/roles/new-role-page.tsx'), 'NewRolePage'),
    validateSearch: newRoleSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/roles/mine',
    component: lazyRouteComponent(() => import('./pages/roles/mine-page.tsx'), 'MyRolesPage'),
  }),
];
const tree = root.addChildren([start, ...pages]);

export function routerFor(tenantId: string) {
  return createRouter({
    routeTree: tree,
    basepath: `/admin/${tenantId}`,
    defaultPreload: 'intent',
    // A page whose code could not be fetched, above all.
    defaultErrorComponent: ({ error, reset }) => (
      <Failed error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    ),
  });
}

/** Fetches all pages ahead, so that none is missing when the service is away for a moment. */
export async function preloadPages(): Promise<void> {
  for (const { options } of pages) {
    await options.component?.preload?.();
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
