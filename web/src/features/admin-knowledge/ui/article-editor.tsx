import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { faults } from '@/features/admin-common/form/check-values';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { PickList } from '@/features/admin-common/parts/pick-list';
import type { ArticleDetail, ArticleFolderView, ServiceView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { articleQuery } from '@/shared/knowledge/api/articles';
import { ArticleBody } from '@/shared/knowledge/ui/article-body';
import { Card } from '@/shared/ui/card/card';
import { TextArea, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeArticle, createArticle, keepArticle } from '../api/articles';
import { BLANK, draftOf, toInput, type ArticleDraft } from '../model/draft';
import { ArticleSteps } from './article-steps';
import { FolderSelect } from './folder-select';
import { Languages } from './languages';
import { Versions } from './versions';

const LONGEST_TITLE = 120;
const LONGEST_KEYWORDS = 500;
const LONGEST_BODY = 20_000;

interface ArticleEditorProps {
  /** Undefined while a new one is written. */
  detail: ArticleDetail | undefined;
  language: string;
  onLanguage: (language: string) => void;
  services: readonly ServiceView[];
  folders: readonly ArticleFolderView[];
}

/** An article: where it is, whom it is suggested to, and its text in one language beside how it is read. */
export function ArticleEditor({ detail, language, onLanguage, services, folders }: ArticleEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useEntityForm<ArticleDetail, ArticleDraft>({
    applied: detail,
    blank: BLANK,
    draftOf: (entity) => draftOf(entity, language),
    labels: {
      name: t('admin-knowledge:name'),
      folder_id: t('admin-knowledge:folder.label'),
      service_ids: t('admin-knowledge:services'),
      title: t('admin-knowledge:title'),
      keywords: t('admin-knowledge:keywords'),
      body: t('admin-knowledge:body'),
    },
    check: (draft) => {
      const check = faults(t);
      if (detail) check.text('name', draft.name, LONGEST_TITLE);
      else check.optional('name', draft.name, LONGEST_TITLE);
      check.text('title', draft.title, LONGEST_TITLE);
      check.optional('keywords', draft.keywords, LONGEST_KEYWORDS);
      check.text('body', draft.body, LONGEST_BODY);
      return check.found;
    },
    save: (draft, changed, applied) =>
      applied
        ? changeArticle(applied.article.id, { ...toInput(draft, changed, language), expected_updated_at: applied.article.updated_at })
        : createArticle(toInput(draft, Object.keys(BLANK), language)),
    reload: () => queries.query({ ...articleQuery(detail?.article.id ?? ''), staleTime: 0 }),
    onSaved: (saved) => {
      keepArticle(queries, saved);
      toast(t(detail ? 'admin-knowledge:saved' : 'admin:form.created', { name: saved.article.name }));
      if (!detail) void navigate({ to: '/admin/knowledge/$articleId', params: { articleId: saved.article.id }, search: { language }, replace: true, ignoreBlocker: true });
    },
  });
  const { draft, edit, labels } = form;
  const text = detail?.article.texts.find((each) => each.language === language);
  const retired = text?.state === 'retired';
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/knowledge', search: {}, ignoreBlocker: true })}
      head={
        <PageHead
          crumb={
            <Link to="/admin/knowledge" search={{}}>
              {t('admin:nav.knowledge')}
            </Link>
          }
          crumbEnd={t('admin-knowledge:one')}
          title={detail?.article.name ?? t('admin-knowledge:newTitle')}
          actions={detail && text && <ArticleSteps detail={detail} text={text} unsaved={form.changed.length > 0} />}
        />
      }
      after={detail && text && <Versions articleId={detail.article.id} text={text} onTake={({ title, keywords, body }) => edit({ title, keywords, body })} />}
    >
      <Card>
        <FormSection title={t('admin-knowledge:where')} text={t('admin-knowledge:whereText')}>
          <TextField label={labels.name} hint={t('admin-knowledge:nameHint')} {...form.field('name')} value={draft.name} maxLength={LONGEST_TITLE} autoComplete="off" onChange={(event) => edit({ name: event.target.value })} />
          <FolderSelect label={labels.folder_id} {...form.field('folder_id')} folders={folders} value={draft.folder_id} onChange={(folder_id) => edit({ folder_id })} />
          <PickList
            label={labels.service_ids}
            hint={t('admin-knowledge:servicesHint')}
            options={services.map(({ id, name }) => ({ id, label: name }))}
            selected={draft.service_ids}
            {...form.field('service_ids')}
            empty={t('admin-knowledge:noServices')}
            onChange={(service_ids) => edit({ service_ids })}
          />
        </FormSection>
        <FormSection title={t('admin-knowledge:content')} text={t('admin-knowledge:signs')}>
          <Languages texts={detail?.article.texts ?? []} selected={language} fresh={!detail} onSelect={onLanguage} />
          <TextField label={labels.title} {...form.field('title')} disabled={retired} value={draft.title} maxLength={LONGEST_TITLE} autoComplete="off" onChange={(event) => edit({ title: event.target.value })} />
          <TextField label={labels.keywords} hint={t('admin-knowledge:keywordsHint')} {...form.field('keywords')} disabled={retired} value={draft.keywords} maxLength={LONGEST_KEYWORDS} autoComplete="off" onChange={(event) => edit({ keywords: event.target.value })} />
          <div className="know-edit">
            <TextArea label={labels.body} {...form.field('body')} disabled={retired} rows={16} value={draft.body} onChange={(event) => edit({ body: event.target.value })} />
            <section className="know-preview" aria-label={t('admin-knowledge:preview')} tabIndex={0}>
              <h3>{t('admin-knowledge:preview')}</h3>
              {draft.body.trim() ? <ArticleBody body={draft.body} /> : <p className="dim">{t('admin-knowledge:previewEmpty')}</p>}
            </section>
          </div>
        </FormSection>
      </Card>
    </FormFrame>
  );
}
