import { queryOptions } from '@tanstack/react-query';
import { api, take } from './client';
import type { PublicIdentityView } from './schema';

/** The name and picture under which one writes to customers, and whether they are shown. */
export const publicIdentityQuery = queryOptions({
  queryKey: ['public-identity'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/session/public-identity', { signal })),
  staleTime: 5 * 60_000,
});

/** Chooses them; no name is the page's. */
export const setPublicIdentity = (name: string, picture_id: string | undefined): Promise<PublicIdentityView> =>
  take(api.PUT('/api/v1/session/public-identity', { body: { name, picture_id: picture_id ?? null } }));
