import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The tenant's chat settings. */
export const settingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/settings', { signal })),
});
