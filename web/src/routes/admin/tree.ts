import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { signedInRoute } from '../signed-in';

/** `/admin`: the Contact Center Administrator, a chunk of its own. */
const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/admin',
  beforeLoad: ({ context }) => {
    if (!can(context.me, 'configure')) throw redirect({ to: '/desktop', replace: true });
  },
  loader: () => loadTexts('admin'),
  component: lazyRouteComponent(() => loadChunk(() => import('./admin-page')), 'AdminPage'),
});

export const adminRoutes = adminRoute;
