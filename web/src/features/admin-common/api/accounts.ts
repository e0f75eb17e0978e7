import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { AccountView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All integration accounts with their status. */
export const accountsQuery = queryOptions({
  queryKey: ['admin', 'accounts'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/accounts', { signal }))).items,
});

/** One integration account. */
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'account', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/accounts/{id}', { params: { path: { id } }, signal })),
  });

/** Keeps an account that the server answered with, wherever it is shown. */
export const keepAccount = (queries: QueryClient, account: AccountView): void => {
  queries.setQueryData(accountQuery(account.id).queryKey, account);
  queries.setQueryData(accountsQuery.queryKey, (all) => all && upsert(all, account));
};
