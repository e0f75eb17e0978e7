import { api, take } from '@/shared/api/client';
import type { ServiceInput, ServiceView } from '@/shared/api/schema';

/** Makes a service. */
export const createService = (body: ServiceInput): Promise<ServiceView> => take(api.POST('/api/v1/services', { body }));

/** Changes a service: only the fields given. */
export const changeService = (id: string, body: ServiceInput): Promise<ServiceView> =>
  take(api.PATCH('/api/v1/services/{id}', { params: { path: { id } }, body }));
