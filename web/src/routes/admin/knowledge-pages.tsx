import { getRouteApi } from '@tanstack/react-router';
import { ArticlePage } from '@/features/admin-knowledge/ui/article-page';
import { ArticlesPage } from '@/features/admin-knowledge/ui/articles-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';

const articles = getRouteApi('/signed-in/admin/knowledge');
const newArticle = getRouteApi('/signed-in/admin/knowledge/new');
const article = getRouteApi('/signed-in/admin/knowledge/$articleId');

/** `/admin/knowledge` */
export function ArticlesRoute() {
  const navigate = articles.useNavigate();
  return (
    <WithRight right="write_knowledge">
      <ArticlesPage filter={articles.useSearch()} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/knowledge/new` */
export function NewArticleRoute() {
  const navigate = newArticle.useNavigate();
  return (
    <WithRight right="write_knowledge">
      <ArticlePage id={undefined} language={newArticle.useSearch().language} onLanguage={(language) => void navigate({ search: { language }, replace: true, ignoreBlocker: true })} />
    </WithRight>
  );
}

/** `/admin/knowledge/$articleId` */
export function ArticleRoute() {
  const navigate = article.useNavigate();
  return (
    <WithRight right="write_knowledge">
      <ArticlePage id={article.useParams().articleId} language={article.useSearch().language} onLanguage={(language) => void navigate({ search: { language }, replace: true })} />
    </WithRight>
  );
}
