import { useQuery } from '@tanstack/react-query';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleContent, ArticleTextView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp } from '@/shared/lib/times';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { versionsQuery } from '../api/articles';

interface VersionsProps {
  articleId: string;
  text: ArticleTextView;
  /** Puts an older version into the fields. */
  onTake: (version: ArticleContent) => void;
}

/** Every version of a text; an older one can be taken up again. */
export function Versions({ articleId, text, onTake }: VersionsProps) {
  const t = useT();
  const language = useLanguage();
  const versions = useQuery(versionsQuery(articleId, text.language));
  return (
    <section className="know-versions" aria-label={t('admin-knowledge:versions')}>
      <h2>{t('admin-knowledge:versions')}</h2>
      <Card>
        {versions.error && !versions.data ? (
          <ErrorState title={t('admin-knowledge:versionsError')} text={errorWords(versions.error, t)} onRetry={() => void versions.refetch()} />
        ) : !versions.data ? (
          <SkeletonRows rows={2} label={t('loading')} />
        ) : (
          <ol className="know-version-list">
            {versions.data.map((version) => (
              <li key={version.version}>
                <b className="num">{version.version}</b>
                <span className="trunc" dir="auto">
                  {version.title}
                </span>
                {version.version === text.published && <Chip tone="ok">{t('admin-knowledge:state.published')}</Chip>}
                <span className="meta">{t('admin-knowledge:versionBy', { author: version.author, at: fullStamp(version.written_at, language) })}</span>
                {version.version !== text.version && text.state !== 'retired' && (
                  <Button size="s" variant="quiet" onClick={() => onTake(version)}>
                    {t('admin-knowledge:take')}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Card>
    </section>
  );
}
