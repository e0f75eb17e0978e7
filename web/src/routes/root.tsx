import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { waitingForProof } from '@/shared/api/sudo';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { useStore } from '@/shared/lib/store';
import { ToastRegion } from '@/shared/ui/toast/toast-region';
import { CrashPage, NotFoundPage } from './error-pages';

/** What every route is given. */
export interface RouterContext {
  queries: QueryClient;
}

/** Loaded when it is first asked for. */
const ConfirmIdentity = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/confirm-identity/ui/confirm-identity')), loadTexts('account')]);
  return { default: module.ConfirmIdentity };
});

function Root() {
  const asked = useStore(waitingForProof, (waiting) => waiting.length > 0);
  return (
    <>
      <Outlet />
      {asked && (
        <Suspense fallback={null}>
          <ConfirmIdentity />
        </Suspense>
      )}
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
