import { api, take } from '@/shared/api/client';
import type { ConnectionReport } from '@/shared/api/schema';

/** Subscribes the app at the platform with all wanted fields, then tests again. */
export const subscribeAccount = (id: string): Promise<ConnectionReport> =>
  take(api.POST('/api/v1/accounts/{id}/subscribe', { params: { path: { id } } }));
