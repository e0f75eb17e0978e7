import type { ArticleTextView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Chip } from '@/shared/ui/badge/badge';

const TONES = { draft: 'warn', published: 'ok', retired: 'neutral' } as const;

/** How a text is seen, behind its language. */
export function TextState({ text }: { text: ArticleTextView }) {
  const t = useT();
  const changed = text.state === 'published' && text.published !== text.version;
  return (
    <Chip tone={TONES[text.state]}>
      <span className="know-code">{text.language}</span>
      {t(changed ? 'admin-knowledge:state.changed' : `admin-knowledge:state.${text.state}`)}
    </Chip>
  );
}
