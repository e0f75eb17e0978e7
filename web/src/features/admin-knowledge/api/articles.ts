import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, take } from '@/shared/api/client';
import type { ArticleContent, ArticleDetail, ArticleFolderInput, ArticleFolderView, ArticleInput, ArticleStep, ArticleView, ManyArticles } from '@/shared/api/schema';
import { articleQuery } from '@/shared/knowledge/api/articles';

/** All articles, drafts and retired ones too. */
export const articlesQuery = queryOptions({
  queryKey: ['articles', 'all'],
  queryFn: async ({ signal }): Promise<readonly ArticleView[]> => (await take(api.GET('/api/v1/articles', { signal }))).items,
});

/** All folders. */
export const foldersQuery = queryOptions({
  queryKey: ['articles', 'folders'],
  queryFn: async ({ signal }): Promise<readonly ArticleFolderView[]> => (await take(api.GET('/api/v1/article-folders', { signal }))).items,
});

/** The versions of a text. */
export const versionsQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['articles', 'versions', id, language],
    queryFn: async ({ signal }): Promise<readonly ArticleContent[]> =>
      (await take(api.GET('/api/v1/articles/{id}/versions', { params: { path: { id }, query: { language } }, signal }))).items,
  });

export const createArticle = (body: ArticleInput): Promise<ArticleDetail> => take(api.POST('/api/v1/articles', { body }));

export const changeArticle = (id: string, body: ArticleInput): Promise<ArticleDetail> => take(api.PATCH('/api/v1/articles/{id}', { params: { path: { id } }, body }));

export const stepArticle = (id: string, body: ArticleStep): Promise<ArticleDetail> => take(api.POST('/api/v1/articles/{id}/step', { params: { path: { id } }, body }));

export const changeArticles = async (body: ManyArticles): Promise<readonly ArticleView[]> => (await take(api.POST('/api/v1/articles/many', { body }))).items;

export const createFolder = (body: ArticleFolderInput): Promise<ArticleFolderView> => take(api.POST('/api/v1/article-folders', { body }));

export const changeFolder = (id: string, body: ArticleFolderInput): Promise<ArticleFolderView> =>
  take(api.PATCH('/api/v1/article-folders/{id}', { params: { path: { id } }, body }));

export const deleteFolder = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/article-folders/{id}', { params: { path: { id } } }));

/** Keeps an article that the server answered with; lists are loaded anew. */
export const keepArticle = (queries: QueryClient, detail: ArticleDetail): void => {
  queries.setQueryData(articleQuery(detail.article.id).queryKey, detail);
  void queries.invalidateQueries({ queryKey: articlesQuery.queryKey });
  void queries.invalidateQueries({ queryKey: ['articles', 'versions', detail.article.id] });
};
