// The pages of the admin center and their addresses, below /admin/<tenant>.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { OCCASIONS, type Occasion } from '../../domain/enrollment/phase.ts';
import { Shell } from './shell.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { NotFound } from './pages/not-found.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

const start = createRoute({
  getParentRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/devices' });
  },
});
const device = createRoute({
  getParentRoute,
  path: '/devices/$deviceId',
  component: lazyRouteComponent(() => import('./pages/device.tsx'), 'DevicePage'),
  validateSearch: ({ occasion }: { readonly occasion?: unknown }): { readonly occasion?: Occasion } => {
    const known = OCCASIONS.find((name) => name === occasion);
    return known === undefined ? {} : { occasion: known };
  },
});
const pages = [
  createRoute({ getParentRoute, path: '/devices', component: DevicesPage }),
  device,
  createRoute({
    getParentRoute,
    path: '/enrollment',
    component: lazyRouteComponent(() => import('./pages/restore-page.tsx'), 'RestorePagePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/restores',
    component: lazyRouteComponent(() => import('./pages/restores.tsx'), 'RestoresPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit',
    component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/roles',
    component: lazyRouteComponent(() => import('./pages/roles.tsx'), 'RolesPage'),
  }),
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
