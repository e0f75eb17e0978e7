import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The events of an account that could not be applied. */
export const parkedQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['admin', 'account', accountId, 'parked'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/accounts/{id}/parked', { params: { path: { id: accountId } }, signal }))).items,
  });

/** Tries a parked event again; when it fails once more it is parked with its new reason. */
export const replayParked = (id: string): Promise<unknown> => take(api.POST('/api/v1/parked/{id}/replay', { params: { path: { id } } }));

/** Throws a parked event away. */
export const discardParked = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/parked/{id}', { params: { path: { id } } }));
