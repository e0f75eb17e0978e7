import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The types of integration accounts that can be made, with their forms. */
export const channelsQuery = queryOptions({
  queryKey: ['admin', 'channels'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/channels', { signal }))).items,
});
