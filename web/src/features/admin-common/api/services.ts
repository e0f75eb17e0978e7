import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ServiceView } from '@/shared/api/schema';
import { upsert } from './upsert';

/** All services. */
export const servicesQuery = queryOptions({
  queryKey: ['admin', 'services'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/services', { signal }))).items,
});

/** One service with its dispositions and canned texts. */
export const serviceQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'service', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/services/{id}', { params: { path: { id } }, signal })),
  });

/** Keeps a service that the server answered with, wherever it is shown. */
export const keepService = (queries: QueryClient, service: ServiceView): void => {
  queries.setQueryData(serviceQuery(service.id).queryKey, service);
  queries.setQueryData(servicesQuery.queryKey, (all) => all && upsert(all, service));
};
