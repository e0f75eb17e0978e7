import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ArticleDetail, ArticleHit } from '@/shared/api/schema';

interface ArticleSearch {
  q: string;
  language: string;
  serviceId: string | undefined;
}

/** Published articles that answer a question; without one those that are meant for the service. */
export const articleHitsQuery = ({ q, language, serviceId }: ArticleSearch) =>
  queryOptions({
    queryKey: ['articles', 'hits', q, language, serviceId],
    queryFn: async ({ signal }): Promise<readonly ArticleHit[]> =>
      (await take(api.GET('/api/v1/articles/search', { params: { query: { q, language, ...(serviceId ? { service_id: serviceId } : {}) } }, signal }))).items,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });

/** One article with its words. */
export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ['articles', 'one', id],
    queryFn: ({ signal }): Promise<ArticleDetail> => take(api.GET('/api/v1/articles/{id}', { params: { path: { id } }, signal })),
  });
