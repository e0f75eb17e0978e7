import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AccountFilter } from '@/features/admin-accounts/ui/account-list';
import { STATUSES } from '@/features/admin-accounts/model/status';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';
import { compact, text, word } from './search';

const pages = () => loadChunk(() => import('./accounts-pages'));

const listRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts',
  validateSearch: (search): AccountFilter =>
    compact({ q: text(search.q), type: text(search.type), status: word(search.status, STATUSES) }),
  component: lazyRouteComponent(pages, 'AccountsRoute'),
});

const newRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/new',
  validateSearch: (search): { channel?: string | undefined } => compact({ channel: text(search.channel) }),
  component: lazyRouteComponent(pages, 'NewAccountRoute'),
});

const oneRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId',
  // The key of a field to go to, e.g. from a banner.
  validateSearch: (search): { focus?: string | undefined } => compact({ focus: text(search.focus) }),
  component: lazyRouteComponent(pages, 'AccountRoute'),
});

const parkedRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/parked',
  component: lazyRouteComponent(pages, 'ParkedRoute'),
});

const profileRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/profile',
  component: lazyRouteComponent(pages, 'ProfileRoute'),
});

const approvedRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/templates',
  component: lazyRouteComponent(pages, 'ApprovedRoute'),
});

const newApprovedRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/templates/new',
  component: lazyRouteComponent(pages, 'NewApprovedRoute'),
});

const setUpRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$accountId/set-up',
  component: lazyRouteComponent(() => loadChunk(() => import('./set-up-pages')), 'SetUpRoute'),
});

/** *Configuration > Integration accounts*. */
export const accountRoutes = [listRoute, newRoute, oneRoute, profileRoute, approvedRoute, newApprovedRoute, parkedRoute, setUpRoute] as const;
