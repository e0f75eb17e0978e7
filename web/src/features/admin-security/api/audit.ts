import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

const PAGE = 100;

/** The audit log, newest first, page by page. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['admin', 'audit'],
  queryFn: ({ pageParam, signal }) =>
    take(api.GET('/api/v1/audit', { params: { query: { limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});
