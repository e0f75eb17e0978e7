import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ChannelHealth } from '@/shared/api/schema';

/** Counts run on without news of their own. */
const RENEW_MS = 15_000;

/** The health of all accounts. Its key begins like that of the accounts: news of one renews it. */
export const healthQuery = queryOptions({
  queryKey: ['admin', 'accounts', 'health'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/health', { signal }))).items,
  refetchInterval: RENEW_MS,
});

/** The health of one account. */
export const accountHealthQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'account', id, 'health'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/accounts/{id}/health', { params: { path: { id } }, signal })),
    refetchInterval: RENEW_MS,
  });

/** Asks the platform now. */
export const checkHealth = (id: string): Promise<ChannelHealth> =>
  take(api.POST('/api/v1/accounts/{id}/health/check', { params: { path: { id } } }));

/** Does what one click can do about a problem. */
export const fixProblem = (id: string): Promise<ChannelHealth> =>
  take(api.POST('/api/v1/health/problems/{id}/fix', { params: { path: { id } } }));

/** Keeps what the server answered with, wherever it is shown. */
export const keepHealth = (queries: QueryClient, health: ChannelHealth): void => {
  queries.setQueryData(accountHealthQuery(health.account_id).queryKey, health);
  queries.setQueryData(healthQuery.queryKey, (all) => all?.map((one) => (one.account_id === health.account_id ? health : one)));
};
