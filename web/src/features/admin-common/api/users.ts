import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { UserView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All users. */
export const usersQuery = queryOptions({
  queryKey: ['admin', 'users'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/users', { signal }))).items,
});

/** One user. */
export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'user', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/users/{id}', { params: { path: { id } }, signal })),
  });

/** Keeps a user that the server answered with, wherever it is shown. */
export const keepUser = (queries: QueryClient, user: UserView): void => {
  queries.setQueryData(userQuery(user.id).queryKey, user);
  queries.setQueryData(usersQuery.queryKey, (all) => all && upsert(all, user));
};
