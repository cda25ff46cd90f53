// The pages of the admin center and their addresses, below /admin/<tenant>.

import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { Shell } from './shell.tsx';
import { AuditPage } from './pages/audit.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { NotFound } from './pages/not-found.tsx';
import { RestoresPage } from './pages/restores.tsx';
import { RolesPage } from './pages/roles.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

const start = createRoute({
  getParentRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/devices' });
  },
});
const pages = [
  createRoute({ getParentRoute, path: '/devices', component: DevicesPage }),
  createRoute({ getParentRoute, path: '/restores', component: RestoresPage }),
  createRoute({ getParentRoute, path: '/audit', component: AuditPage }),
  createRoute({ getParentRoute, path: '/roles', component: RolesPage }),
];
const tree = root.addChildren([start, ...pages]);

export function routerFor(tenantId: string) {
  return createRouter({ routeTree: tree, basepath: `/admin/${tenantId}` });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
