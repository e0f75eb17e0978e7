import { api, take } from '@/shared/api/client';

/** Deletes an account; its records stay. */
export const deleteAccount = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/accounts/{id}', { params: { path: { id } } }));
