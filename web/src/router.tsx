import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { adminRoutes } from './routes/admin/tree';
import { deskRoutes } from './routes/desk/tree';
import { enrolRoute } from './routes/enrol';
import { rootRoute } from './routes/root';
import { setUpRoute } from './routes/set-up';
import { signInRoute } from './routes/sign-in';
import { indexRoute, signedInRoute } from './routes/signed-in';

const routeTree = rootRoute.addChildren([signInRoute, setUpRoute, enrolRoute, signedInRoute.addChildren([indexRoute, deskRoutes, adminRoutes])]);

/** The router over the whole tree; tests give their own history. */
export const makeRouter = (queries: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: false,
    ...(history ? { history } : {}),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
