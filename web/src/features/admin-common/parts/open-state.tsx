import type { CalendarView } from '@/shared/api/schema';
import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { localeOf } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';

const DAY = 86_400_000;

/** Until when a calendar is open or closed, in its own zone: the weekday within a week, else the date too. */
export const stateWords = (calendar: Pick<CalendarView, 'open' | 'changes_at' | 'hours'>, now: number, language: string, t: Translate): string => {
  const { open, changes_at: at } = calendar;
  if (at == null) return t(open ? 'admin-hours:state.always' : 'admin-hours:state.never');
  const far = at - now > 6 * DAY;
  const when = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: calendar.hours.zone,
    weekday: 'long',
    ...(far ? { day: 'numeric', month: 'long' } : {}),
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    .replace(',', '');
  return t(open ? 'admin-hours:state.closes' : 'admin-hours:state.opens', { when });
};

/** Open or closed now: shape and word, and until when. */
export function OpenState({ calendar }: { calendar: CalendarView }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  return (
    <span className="two-lines">
      <span className={`state m ${calendar.open ? 't-ok' : 'dim'}`}>
        <Icon name={calendar.open ? 'ok' : 'moon'} />
        {t(calendar.open ? 'admin-hours:state.open' : 'admin-hours:state.closed')}
      </span>
      <span className="sub">{stateWords(calendar, now, language, t)}</span>
    </span>
  );
}
