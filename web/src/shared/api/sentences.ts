import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** The sentences of problems and checks in a language, by id. They change with the program alone. */
export const sentencesQuery = (language: string) =>
  queryOptions({
    queryKey: ['sentences', language],
    queryFn: ({ signal }) => take(api.GET('/api/v1/sentences', { params: { query: { language } }, signal })),
    staleTime: Infinity,
    // The server writes English itself.
    enabled: language !== 'en',
  });
