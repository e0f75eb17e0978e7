import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleHit } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { articleQuery } from '@/shared/knowledge/api/articles';
import { ArticleBody } from '@/shared/knowledge/ui/article-body';
import { shortDay } from '@/shared/lib/times';
import { Button, IconButton } from '@/shared/ui/button/button';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { useInsertArticle } from './use-insert-article';

interface ArticleReaderProps {
  hit: Pick<ArticleHit, 'id' | 'language' | 'title' | 'folder'>;
  close: ReactNode;
  onBack: () => void;
}

/** One article beside the conversation. Enter inserts it, Escape leads back to the list. */
export function ArticleReader({ hit, close, onBack }: ArticleReaderProps) {
  const t = useT();
  const shown = useLanguage();
  const article = useQuery(articleQuery(hit.id));
  const [language, setLanguage] = useState(hit.language);
  const insert = useInsertArticle();
  const button = useRef<HTMLButtonElement>(null);
  const contents = article.data?.contents ?? [];
  const content = contents.find((each) => each.language === language) ?? contents[0];
  const there = content !== undefined;
  useEffect(() => {
    if (there) button.current?.focus();
  }, [there]);
  return (
    <div
      className="know-read"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onBack();
      }}
    >
      <div className="know-head">
        <IconButton icon="chevron-start" label={t('knowledge:back')} onClick={onBack} />
        <h2 className="know-title" dir="auto">
          {content?.title ?? hit.title}
        </h2>
        {close}
      </div>
      {article.error && !article.data ? (
        <ErrorState title={t('knowledge:failedOne')} text={errorWords(article.error, t)} onRetry={() => void article.refetch()} />
      ) : !content ? (
        <SkeletonRows rows={5} label={t('loading')} />
      ) : (
        <>
          <div className="know-acts">
            <Button ref={button} variant="primary" icon="reply" onClick={() => void insert({ id: hit.id, language: content.language })}>
              {t('knowledge:insert')}
            </Button>
            {contents.length > 1 && (
              <span className="know-langs" role="group" aria-label={t('knowledge:languages')}>
                {contents.map((each) => (
                  <Button key={each.language} size="s" variant="quiet" aria-pressed={each === content} onClick={() => setLanguage(each.language)}>
                    {each.language}
                  </Button>
                ))}
              </span>
            )}
          </div>
          <div className="know-body">
            {hit.folder.length > 0 && <p className="meta">{hit.folder.join(' › ')}</p>}
            <ArticleBody body={content.body} />
            <p className="meta">{t('knowledge:written', { author: content.author, day: shortDay(content.written_at, shown) })}</p>
          </div>
        </>
      )}
    </div>
  );
}
