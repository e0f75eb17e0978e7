import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';

/** `/admin/account`: the own password, second factor and sessions, for those who have no desktop. */
export const ownAccountRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/account',
  loader: () => loadTexts('account', 'desk'),
  component: lazyRouteComponent(() => loadChunk(() => import('./own-account-page')), 'OwnAccountPage'),
});
