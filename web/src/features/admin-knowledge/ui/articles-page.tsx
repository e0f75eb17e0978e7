import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EntityList, type ListColumn } from '@/features/admin-common/page/entity-list';
import { FilterMenu } from '@/features/admin-common/page/filter-menu';
import { finds } from '@/features/admin-common/page/find';
import { PageHead } from '@/features/admin-common/page/page-head';
import { Ago } from '@/features/admin-common/parts/ago';
import type { ArticleView, TextState as State } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { SearchField } from '@/shared/ui/field/search-field';
import { EmptyState } from '@/shared/ui/states/states';
import { articlesQuery, foldersQuery } from '../api/articles';
import { STATES } from '../model/states';
import { branches, within } from '../model/tree';
import { BulkBar } from './bulk-bar';
import { FolderTree } from './folder-tree';
import { TextState } from './text-state';
import './knowledge.css';

interface ArticlesPageProps {
  filter: { q?: string | undefined; folder?: string | undefined; state?: State | undefined };
  onFilter: (filter: ArticlesPageProps['filter']) => void;
}

/** *Configuration > Knowledge*. */
export function ArticlesPage({ filter, onFilter }: ArticlesPageProps) {
  const t = useT();
  const articles = useQuery(articlesQuery);
  const folders = useQuery(foldersQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const all = folders.data ?? [];
  const paths = new Map(branches(all).map(({ folder, path }) => [folder.id, path]));
  const inside = filter.folder === undefined ? undefined : within(all, filter.folder);
  const choose = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const columns: ListColumn<ArticleView>[] = [
    {
      id: 'name',
      head: t('admin-knowledge:name'),
      sortBy: (article) => article.name,
      cell: (article) => (
        <span className="know-row">
          <input type="checkbox" className="check-box" aria-label={t('admin-knowledge:choose', { name: article.name })} checked={chosen.has(article.id)} onChange={() => choose(article.id)} />
          <Link to="/admin/knowledge/$articleId" params={{ articleId: article.id }} search={{}} className="row-link">
            {article.name}
          </Link>
        </span>
      ),
    },
    { id: 'folder', head: t('admin-knowledge:folder.label'), sortBy: (article) => paths.get(article.folder_id ?? '') ?? '', cell: (article) => <span className="mut">{paths.get(article.folder_id ?? '') ?? '–'}</span> },
    {
      id: 'texts',
      head: t('admin-knowledge:languages'),
      cell: (article) => (
        <span className="know-chips">
          {article.texts.map((text) => (
            <TextState key={text.language} text={text} />
          ))}
        </span>
      ),
    },
    { id: 'changed', head: t('admin-knowledge:changed'), sortBy: (article) => article.updated_at, cell: (article) => <Ago at={article.updated_at} /> },
  ];
  const shown = [...chosen].filter((id) => articles.data?.some((article) => article.id === id));
  return (
    <div className="adm-in">
      <PageHead
        title={t('admin:nav.knowledge')}
        text={t('admin-knowledge:text')}
        actions={
          <Link to="/admin/knowledge/new" search={{}} className={buttonClass({ variant: 'primary' })}>
            <Icon name="plus" />
            {t('admin-knowledge:new')}
          </Link>
        }
      />
      <div className="know-split">
        <FolderTree folders={all} selected={filter.folder} onSelect={(folder) => onFilter({ ...filter, folder })} />
        <div className="know-articles">
          {shown.length > 0 && <BulkBar chosen={shown} folders={all} onDone={() => setChosen(new Set())} />}
          <EntityList
            label={t('admin:nav.knowledge')}
            source={articles}
            columns={columns}
            rowKey={({ id }) => id}
            matches={(article) =>
              (inside === undefined || inside.has(article.folder_id ?? '')) &&
              (filter.state === undefined || article.texts.some((text) => text.state === filter.state)) &&
              finds(filter.q ?? '', article.name, ...article.texts.map((text) => text.title))
            }
            filtered={Boolean(filter.q ?? filter.folder ?? filter.state)}
            onClearFilters={() => onFilter({})}
            count={(rows) => t('admin-knowledge:count', { count: rows })}
            errorTitle={t('admin-knowledge:error')}
            empty={<EmptyState icon="book" title={t('admin-knowledge:empty')} text={t('admin-knowledge:emptyText')} />}
            tools={
              <>
                <SearchField label={t('admin-knowledge:find')} placeholder={t('admin-knowledge:find')} value={filter.q ?? ''} onChange={(event) => onFilter({ ...filter, q: event.target.value || undefined })} />
                <FilterMenu
                  label={t('admin:list.status')}
                  options={STATES.map((id) => ({ id, label: t(`admin-knowledge:state.${id}`) }))}
                  selected={filter.state}
                  onSelect={(next) => onFilter({ ...filter, state: next })}
                />
              </>
            }
          />
        </div>
      </div>
    </div>
  );
}
