import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
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

/** *Configuration > Channel health*. */
export const healthRoutes = [allRoute, oneRoute] as const;
