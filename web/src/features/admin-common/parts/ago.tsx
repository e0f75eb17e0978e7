import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { DAY, fullStamp, HOUR, MINUTE, SECOND, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';

/** How long ago in words while it is fresh, then the day. */
export const agoWords = (at: number, now: number, language: string, t: Translate): string => {
  const passed = Math.max(0, now - at);
  if (passed < MINUTE) return t('admin:ago.seconds', { count: Math.floor(passed / SECOND) });
  if (passed < HOUR) return t('admin:ago.minutes', { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t('admin:ago.hours', { count: Math.floor(passed / HOUR) });
  return shortMoment(at, now, language);
};

/** A past moment, e.g. "12 s ago"; the full stamp on hover. Nothing when it never was. */
export function Ago({ at }: { at: number | null | undefined }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  if (at === null || at === undefined) return <span className="dim">{t('none')}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={fullStamp(at, language)}>
      {agoWords(at, now, language, t)}
    </time>
  );
}
