import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** Agents and services that an interaction can go to, as they are now. */
export const transferTargetsQuery = queryOptions({
  queryKey: ['transfer-targets'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/transfer-targets', { signal })),
  staleTime: 0,
  refetchInterval: 5000,
});
