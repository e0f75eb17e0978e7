import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleHit } from '@/shared/api/schema';
import { insertText } from '@/shared/desk/insertion';
import { useT } from '@/shared/i18n/t';
import { articleQuery } from '@/shared/knowledge/api/articles';
import { toast } from '@/shared/ui/toast/toasts';

/** Puts an article's text, as a message takes it, at the caret of the composer. */
export const useInsertArticle = () => {
  const t = useT();
  const queries = useQueryClient();
  return async (hit: Pick<ArticleHit, 'id' | 'language'>): Promise<void> => {
    try {
      const detail = await queries.query({ ...articleQuery(hit.id), staleTime: 30_000 });
      const content = detail.contents.find((each) => each.language === hit.language) ?? detail.contents[0];
      if (!content) return;
      if (!insertText(content.plain)) toast(t('knowledge:nowhere'), { icon: 'info' });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
};
