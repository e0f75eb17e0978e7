import type { ArticleDetail, ArticleInput } from '@/shared/api/schema';

/** What the editor edits: an article and its text in one language. */
export interface ArticleDraft {
  name: string;
  /** Empty: at the top. */
  folder_id: string;
  service_ids: readonly string[];
  title: string;
  keywords: string;
  body: string;
}

/** Something new. */
export const BLANK: ArticleDraft = { name: '', folder_id: '', service_ids: [], title: '', keywords: '', body: '' };

const TEXT_KEYS: readonly string[] = ['title', 'keywords', 'body'];

/** The values of an article in a language; a language that it does not have yet begins empty. */
export const draftOf = ({ article, contents }: ArticleDetail, language: string): ArticleDraft => {
  const content = contents.find((each) => each.language === language);
  return {
    name: article.name,
    folder_id: article.folder_id ?? '',
    service_ids: article.service_ids,
    title: content?.title ?? '',
    keywords: content?.keywords ?? '',
    body: content?.body ?? '',
  };
};

/** The changed values as the API takes them. A text is sent whole: it becomes a version. */
export const toInput = (draft: ArticleDraft, changed: readonly string[], language: string): ArticleInput => ({
  ...(changed.includes('name') && draft.name.trim() ? { name: draft.name.trim() } : {}),
  ...(changed.includes('folder_id') ? { folder_id: draft.folder_id || null } : {}),
  ...(changed.includes('service_ids') ? { service_ids: [...draft.service_ids] } : {}),
  ...(changed.some((key) => TEXT_KEYS.includes(key)) ? { text: { language, title: draft.title.trim(), keywords: draft.keywords.trim(), body: draft.body, publish: false } } : {}),
});
