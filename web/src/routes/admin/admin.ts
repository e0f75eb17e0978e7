import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { signedInRoute } from '../signed-in';

/** `/admin`: the Contact Center Administrator, chunks of its own. */
export const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/admin',
  loader: () => loadTexts('admin', 'admin-accounts', 'admin-imports', 'admin-set-up', 'admin-people', 'admin-flow', 'admin-routing', 'admin-hours', 'admin-templates', 'admin-profile', 'admin-approved', 'rich', 'admin-security'),
  component: lazyRouteComponent(() => loadChunk(() => import('./admin-page')), 'AdminPage'),
});
