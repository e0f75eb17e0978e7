import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { PublicProfile, PublicProfileView } from '@/shared/api/schema';

/** What an account's page shows before anybody writes. */
export const publicProfileQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'public-profile', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/accounts/{id}/public-profile', { params: { path: { id } }, signal })),
  });

/** Asks the platform what the page shows now. */
export const readPublicProfile = (id: string): Promise<PublicProfileView> => take(api.POST('/api/v1/accounts/{id}/public-profile/read', { params: { path: { id } } }));

/** Publishes a profile at the platform, then reads it back. */
export const publishPublicProfile = (id: string, body: PublicProfile): Promise<PublicProfileView> =>
  take(api.PUT('/api/v1/accounts/{id}/public-profile', { params: { path: { id } }, body }));
