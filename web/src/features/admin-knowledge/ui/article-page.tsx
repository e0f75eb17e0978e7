import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useLanguage, useT } from '@/shared/i18n/t';
import { articleQuery } from '@/shared/knowledge/api/articles';
import { foldersQuery } from '../api/articles';
import { ArticleEditor } from './article-editor';
import './knowledge.css';

interface ArticlePageProps {
  /** Undefined: a new one. */
  id: string | undefined;
  language: string | undefined;
  onLanguage: (language: string) => void;
}

/** One article in one of its languages. */
export function ArticlePage({ id, ...rest }: ArticlePageProps) {
  return id === undefined ? <NewArticle {...rest} /> : <KnownArticle {...rest} id={id} />;
}

function NewArticle({ language, onLanguage }: Omit<ArticlePageProps, 'id'>) {
  const t = useT();
  const own = useLanguage();
  const services = useQuery(servicesQuery);
  const folders = useQuery(foldersQuery);
  return (
    <EntityPage query={together({ services, folders })} errorTitle={t('admin-knowledge:errorOne')}>
      {(data) => <ArticleEditor detail={undefined} language={language ?? own} onLanguage={onLanguage} services={data.services} folders={data.folders} />}
    </EntityPage>
  );
}

function KnownArticle({ id, language, onLanguage }: ArticlePageProps & { id: string }) {
  const t = useT();
  const article = useQuery(articleQuery(id));
  const services = useQuery(servicesQuery);
  const folders = useQuery(foldersQuery);
  return (
    <EntityPage query={together({ article, services, folders })} errorTitle={t('admin-knowledge:errorOne')}>
      {(data) => {
        const shown = language ?? data.article.article.texts[0]?.language ?? 'en';
        return <ArticleEditor key={shown} detail={data.article} language={shown} onLanguage={onLanguage} services={data.services} folders={data.folders} />;
      }}
    </EntityPage>
  );
}
