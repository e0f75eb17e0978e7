import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { STATES } from '@/features/admin-knowledge/model/states';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';
import { adminRoute } from './admin';
import { compact, text, word } from './search';

const pages = () => loadChunk(() => import('./knowledge-pages'));
const loader = () => loadTexts('admin-knowledge');
const shown = (search: Record<string, unknown>): { language?: string | undefined } => compact({ language: text(search.language) });

const articlesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/knowledge',
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; folder?: string | undefined; state?: (typeof STATES)[number] | undefined } =>
    compact({ q: text(search.q), folder: text(search.folder), state: word(search.state, STATES) }),
  loader,
  component: lazyRouteComponent(pages, 'ArticlesRoute'),
});

const newArticleRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/knowledge/new',
  validateSearch: shown,
  loader,
  component: lazyRouteComponent(pages, 'NewArticleRoute'),
});

const articleRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/knowledge/$articleId',
  validateSearch: shown,
  loader,
  component: lazyRouteComponent(pages, 'ArticleRoute'),
});

/** *Content > Knowledge*. */
export const knowledgeRoutes = [articlesRoute, newArticleRoute, articleRoute] as const;
