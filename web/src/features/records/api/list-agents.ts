import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** Colleagues, for the filter. */
export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/agents', { signal })),
  staleTime: 60_000,
});
