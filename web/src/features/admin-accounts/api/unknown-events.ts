import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The kinds of events of an account that are not known. */
export const unknownQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['admin', 'account', accountId, 'unknown'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/accounts/{id}/unknown-events', { params: { path: { id: accountId } }, signal }))).items,
  });

/** Applies the sample of a kind again; fails with the reason while the kind is not known. */
export const replayUnknown = (id: string): Promise<unknown> => take(api.POST('/api/v1/unknown-events/{id}/replay', { params: { path: { id } } }));

/** Forgets a kind until the next event of it. */
export const dismissUnknown = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/unknown-events/{id}', { params: { path: { id } } }));
