import type { CalendarDay } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { localeOf } from '@/shared/lib/times';
import { minutesOf } from '../model/draft';

const DAY = 24 * 60;

/** A date in words; it has no zone. */
export const dateWords = (date: string, language: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', ...options }).format(Date.parse(`${date}T12:00:00Z`));

/** When a day is open, in words: "08:00–12:00, 22:00–02:00". */
const spanWords = (day: CalendarDay): string => day.open.map(({ from, to }) => `${from}–${to}`).join(', ');

/** The next seven days as bars, one day below the other. */
export function WeekView({ days }: { days: readonly CalendarDay[] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <ol className="week-view" aria-label={t('admin-hours:ahead')}>
      {days.map((day) => (
        <li key={day.date}>
          <span className="week-day">
            <span className="m">{dateWords(day.date, language, { weekday: 'short' })}</span> <span className="meta">{dateWords(day.date, language, { day: 'numeric', month: 'short' })}</span>
          </span>
          <span className="week-bar" aria-hidden="true">
            {day.open.map(({ from, to }, at) => {
              const start = minutesOf(from);
              const end = to > from ? minutesOf(to) : DAY;
              return <span key={at} style={{ insetInlineStart: `${(start / DAY) * 100}%`, inlineSize: `${((end - start) / DAY) * 100}%` }} />;
            })}
          </span>
          <span className="week-words">
            {spanWords(day) || t('admin-hours:state.closed')}
            {day.special && <span className="meta"> · {day.special}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
