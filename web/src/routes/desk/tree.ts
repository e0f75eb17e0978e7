import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { signedInRoute } from '../signed-in';

/** `/desktop`: the Agent Desktop, a chunk of its own. */
const deskRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/desktop',
  loader: () => loadTexts('desk'),
  component: lazyRouteComponent(() => loadChunk(() => import('./desk-page')), 'DeskPage'),
});

export const deskRoutes = deskRoute;
