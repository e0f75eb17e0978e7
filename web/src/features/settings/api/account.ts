import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ChangePassword } from '@/shared/api/schema';

/** One's own sessions. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/sessions', { signal })),
});

/** Ends one of one's own sessions. */
export const endSession = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }));

/** Changes one's own password; ends all other sessions. */
export const changePassword = (body: ChangePassword): Promise<unknown> => take(api.POST('/api/v1/session/password', { body }));
