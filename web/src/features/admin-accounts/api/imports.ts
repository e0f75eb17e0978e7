import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ImportView } from '@/shared/api/schema';

/** The newest imports of past conversations of an account, newest first. */
export const importsQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['admin', 'account', accountId, 'imports'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/accounts/{id}/imports', { params: { path: { id: accountId } }, signal }))).items,
  });

/** Begins to import the past conversations of an account. */
export const beginImport = (accountId: string): Promise<ImportView> =>
  take(api.POST('/api/v1/accounts/{id}/imports', { params: { path: { id: accountId } } }));

/** Stops an import; what came until now stays. */
export const cancelImport = (id: string): Promise<ImportView> => take(api.POST('/api/v1/imports/{id}/cancel', { params: { path: { id } } }));
