import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { ToastRegion } from '@/shared/ui/toast/toast-region';
import { CrashPage, NotFoundPage } from './error-pages';

/** What every route is given. */
export interface RouterContext {
  queries: QueryClient;
}

function Root() {
  return (
    <>
      <Outlet />
      <ToastRegion />
    </>
  );
}

/** The root: errors and unknown addresses are answered once, here. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: CrashPage,
  notFoundComponent: NotFoundPage,
});
