import { api, take } from '@/shared/api/client';
import type { ReasonInput, ReasonView } from '@/shared/api/schema';

/** Makes a Not Ready reason. */
export const createReason = (body: ReasonInput): Promise<ReasonView> => take(api.POST('/api/v1/reasons', { body }));

/** Changes a Not Ready reason: only the fields given. */
export const changeReason = (id: string, body: ReasonInput): Promise<ReasonView> =>
  take(api.PATCH('/api/v1/reasons/{id}', { params: { path: { id } }, body }));
