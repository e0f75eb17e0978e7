import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadChunk } from '@/shared/lib/load-chunk';
import { rootRoute } from './root';

/** `/set-up?token=…`, the one-time link that the server prints on its first start. */
export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  validateSearch: (search): { token?: string } => (typeof search.token === 'string' ? { token: search.token } : {}),
  component: lazyRouteComponent(() => loadChunk(() => import('./set-up-page')), 'SetUpPage'),
});
