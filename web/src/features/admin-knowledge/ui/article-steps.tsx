import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleDetail, ArticleTextView, TextStep } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { keepArticle, stepArticle } from '../api/articles';

interface ArticleStepsProps {
  detail: ArticleDetail;
  text: ArticleTextView;
  /** Something is not saved: only what is saved can be published. */
  unsaved: boolean;
}

/** Publishes, retires, restores the text that is shown. */
export function ArticleSteps({ detail, text, unsaved }: ArticleStepsProps) {
  const t = useT();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const take = async (step: TextStep) => {
    setBusy(true);
    try {
      keepArticle(queries, await stepArticle(detail.article.id, { language: text.language, step }));
      toast(t(`admin-knowledge:stepped.${step}`, { name: detail.article.name }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  if (text.state === 'retired') {
    return (
      <Button busy={busy} onClick={() => void take('restore')}>
        {t('admin-knowledge:restore')}
      </Button>
    );
  }
  const published = text.published === text.version;
  return (
    <>
      <Button variant="danger" busy={busy} onClick={() => void take('retire')}>
        {t('admin-knowledge:retire')}
      </Button>
      <Button
        variant="primary"
        busy={busy}
        offReason={unsaved ? t('admin-knowledge:saveFirst') : published ? t('admin-knowledge:isPublished') : undefined}
        onClick={() => void take('publish')}
      >
        {t('admin-knowledge:publish')}
      </Button>
    </>
  );
}
