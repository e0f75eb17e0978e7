import { createRoute, redirect } from '@tanstack/react-router';
import { can } from '@/shared/api/me';
import { accountRoutes } from './accounts';
import { adminRoute } from './admin';
import { flowRoutes } from './flow';
import { healthRoutes } from './health';
import { ownAccountRoute } from './own-account';
import { peopleRoutes } from './people';
import { securityRoutes } from './security';

/** `/admin` leads to the first page that the person may see. */
const adminIndexRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    if (can(context.me, 'configure')) throw redirect({ to: '/admin/accounts', replace: true });
    if (can(context.me, 'manage_security')) throw redirect({ to: '/admin/audit', replace: true });
  },
});

export const adminRoutes = adminRoute.addChildren([adminIndexRoute, ...accountRoutes, ...healthRoutes, ...peopleRoutes, ...flowRoutes, ...securityRoutes, ownAccountRoute]);
