import { api, take } from '@/shared/api/client';
import type { ApiKeyCreated, NewApiKey } from '@/shared/api/schema';

/** Makes an API key; its secret is in this answer and never again. */
export const createApiKey = (body: NewApiKey): Promise<ApiKeyCreated> => take(api.POST('/api/v1/api-keys', { body }));

/** Ends an API key at once. */
export const deleteApiKey = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }));
