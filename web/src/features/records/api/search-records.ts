import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import { toQuery, type RecordFilters } from '../model/filters';

const PAGE = 100;

/** Records that meet all filters, newest first, page by page. */
export const recordsQuery = (filters: RecordFilters) =>
  infiniteQueryOptions({
    queryKey: ['records', filters],
    queryFn: ({ signal, pageParam }) =>
      take(api.GET('/api/v1/records', { signal, params: { query: { ...toQuery(filters), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 5000,
  });
