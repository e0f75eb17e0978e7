import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ReasonView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All Not Ready reasons. */
export const reasonsQuery = queryOptions({
  queryKey: ['admin', 'reasons'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/reasons', { signal }))).items,
});

/** Keeps a reason that the server answered with, wherever it is shown. */
export const keepReason = (queries: QueryClient, reason: ReasonView): void => {
  queries.setQueryData(reasonsQuery.queryKey, (all) => all && upsert(all, reason));
};
