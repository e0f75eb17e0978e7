import { queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';

/** So many letters say something about a name. */
export const LEAST_LETTERS = 2;
const MOST = 6;

/** A few customers by the beginnings of their names' words, by mail, phone or company. */
export const customersQuery = (words: string) =>
  queryOptions({
    queryKey: ['customers', words],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/contacts', { signal, params: { query: { q: words, limit: MOST } } }))).items,
    enabled: words.length >= LEAST_LETTERS,
  });
