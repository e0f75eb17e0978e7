import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** One interaction with everything that is kept about it. */
export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/records/{id}', { signal, params: { path: { id } } })),
  });
