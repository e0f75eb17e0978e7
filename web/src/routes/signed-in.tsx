import { createRoute, redirect, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listenSignedOut } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { can, meQuery } from '@/shared/api/me';
import type { Me } from '@/shared/api/schema';
import { rootRoute } from './root';

/** Goes to the sign-in page as soon as the server no longer knows the session, and comes back here afterwards. */
function SignedIn() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(
    () =>
      listenSignedOut(() => {
        queries.clear();
        const next = location.pathname + location.search;
        void navigate({ to: '/sign-in', search: { next, why: 'expired' }, replace: true });
      }),
    [navigate, queries],
  );
  return <Outlet />;
}

/** Everything below needs a session. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queries.query({ ...meQuery, staleTime: 'static' });
      if (me.must_enrol) throw redirect({ to: '/enrol', search: location.pathname === '/' ? {} : { next: location.href }, replace: true });
      return { me };
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    }
  },
  component: SignedIn,
});

/** Where a person starts: the desktop for those who handle interactions, else the Administrator; authors at their articles. */
export const startPlace = (me: Me): '/desktop' | '/admin' | '/admin/knowledge' => {
  if (can(me, 'handle_interactions')) return '/desktop';
  if (can(me, 'configure')) return '/admin';
  return can(me, 'write_knowledge') && !can(me, 'view_all_records') ? '/admin/knowledge' : '/desktop';
};

/** `/` leads to where the person starts. */
export const indexRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: startPlace(context.me), replace: true });
  },
});
