import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ApiError } from '@/shared/api/errors';
import { meQuery } from '@/shared/api/me';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { localPath } from '@/shared/lib/local-path';
import { rootRoute } from './root';

/** `/enrol`: where those are led who must have a second factor and have none. */
export const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/enrol',
  validateSearch: (search): { next?: string } => {
    const next = localPath(search.next);
    return next ? { next } : {};
  },
  beforeLoad: async ({ context }) => {
    try {
      return { me: await context.queries.query({ ...meQuery, staleTime: 'static' }) };
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      throw redirect({ to: '/sign-in', search: {} });
    }
  },
  loader: () => loadTexts('account'),
  component: lazyRouteComponent(() => loadChunk(() => import('./enrol-page')), 'EnrolPage'),
});
