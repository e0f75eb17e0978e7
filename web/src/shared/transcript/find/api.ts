import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';

/** Where is looked: in the whole conversation, or in one interaction of it. */
export type FindIn = 'conversation' | 'interaction';

/** Messages of a transcript that say what is looked for. */
export const foundQuery = (id: string, of: FindIn, q: string) =>
  queryOptions({
    queryKey: ['found', id, of, q],
    queryFn: ({ signal }) => take(api.GET('/api/v1/interactions/{id}/found', { signal, params: { path: { id }, query: { q, of } } })),
    enabled: q !== '',
    retry: false,
    staleTime: 0,
    placeholderData: (before) => (q === '' ? undefined : before),
  });
