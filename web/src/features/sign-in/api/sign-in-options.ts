import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** What the sign-in page must show: whether a tenant is asked for, and the people of a demonstration. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/session/options', { signal })),
});
