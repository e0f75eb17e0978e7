import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The own day that begins at `from`. Asked for again by itself while it goes on. */
export const ownDayQuery = (from: number, until: number) =>
  queryOptions({
    queryKey: ['own-day', from],
    queryFn: ({ signal }) => take(api.GET('/api/v1/desk/day', { params: { query: { from, until } }, signal })),
    staleTime: 0,
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
