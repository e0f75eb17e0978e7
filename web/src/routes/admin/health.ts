import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';

const pages = () => loadChunk(() => import('./health-pages'));
const loader = () => loadTexts('admin-health');

const allRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/health',
  loader,
  component: lazyRouteComponent(pages, 'HealthRoute'),
});

const oneRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/health',
  loader,
  component: lazyRouteComponent(pages, 'AccountHealthRoute'),
});

const alertsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/alerts',
  loader,
  component: lazyRouteComponent(pages, 'AlertsRoute'),
});

const homeRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  // Who may not configure has no channels to look after.
  beforeLoad: ({ context }) => {
    if (!can(context.me, 'configure') && can(context.me, 'manage_security')) throw redirect({ to: '/admin/audit', replace: true });
    if (!can(context.me, 'configure') && can(context.me, 'write_knowledge')) throw redirect({ to: '/admin/knowledge', replace: true });
  },
  loader,
  component: lazyRouteComponent(pages, 'HomeRoute'),
});

/** The home of the Administrator, *Configuration > Channel health* and *Alerts*. */
export const healthRoutes = [homeRoute, allRoute, oneRoute, alertsRoute] as const;
