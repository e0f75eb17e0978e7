import type { CaseLineView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';

const KNOWN = ['created', 'open', 'pending', 'resolved', 'closed', 'linked', 'assigned', 'edited'] as const;

/** What happened to a case, the newest first. */
export function CaseHistory({ lines }: { lines: readonly CaseLineView[] }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const words = (line: CaseLineView): string => {
    const known = KNOWN.find((each) => each === line.what);
    return known ? t(`cases:line.${known}`) : line.what;
  };
  return (
    <section className="sec" aria-label={t('cases:history')}>
      <h2 className="sec-head">{t('cases:history')}</h2>
      <ol className="case-lines">
        {lines.toReversed().map((line, at) => (
          <li key={lines.length - at}>
            <span>
              {words(line)}
              {line.detail && (
                <>
                  : <bdi>{line.detail}</bdi>
                </>
              )}
            </span>
            <span className="meta">{line.by}</span>
            <time dateTime={new Date(line.at).toISOString()} title={fullStamp(line.at, language)}>
              {shortMoment(line.at, now, language)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
