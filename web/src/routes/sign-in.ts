import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadChunk } from '@/shared/lib/load-chunk';
import { localPath } from '@/shared/lib/local-path';
import { rootRoute } from './root';

interface SignInSearch {
  /** Where to go afterwards: a path of this app. */
  next?: string;
  /** Why the page is shown. */
  why?: 'expired' | 'signed-out';
}

const reason = (value: unknown): SignInSearch['why'] => (value === 'expired' || value === 'signed-out' ? value : undefined);

/** `/sign-in` */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): SignInSearch => {
    const [next, why] = [localPath(search.next), reason(search.why)];
    return { ...(next ? { next } : {}), ...(why ? { why } : {}) };
  },
  component: lazyRouteComponent(() => loadChunk(() => import('./sign-in-page')), 'SignInPage'),
});
