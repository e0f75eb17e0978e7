import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { SetUpView } from '@/shared/api/schema';

/** The guide of an account. Its key begins like that of the account: news of it renews the guide. */
export const setUpQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['admin', 'account', id, 'set-up', language],
    queryFn: ({ signal }) => take(api.GET('/api/v1/accounts/{id}/set-up', { params: { path: { id }, query: { language } }, signal })),
  });

/** The same, after the platform was asked. */
export const checkSetUp = (id: string, language: string): Promise<SetUpView> =>
  take(api.POST('/api/v1/accounts/{id}/set-up/check', { params: { path: { id }, query: { language } } }));

/** Subscribes the account at the platform. */
export const subscribe = (id: string): Promise<unknown> => take(api.POST('/api/v1/accounts/{id}/subscribe', { params: { path: { id } } }));
