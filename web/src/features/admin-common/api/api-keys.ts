import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** All API keys. */
export const apiKeysQuery = queryOptions({
  queryKey: ['admin', 'apiKeys'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/api-keys', { signal }))).items,
});
