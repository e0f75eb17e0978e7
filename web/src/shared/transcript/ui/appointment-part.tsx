import type { Part } from '../../api/schema';
import { useLanguage, useT } from '../../i18n/t';
import { longDay, startOfDay, timeOfDay } from '../../lib/times';
import { useNow } from '../../lib/use-now';
import { Icon } from '../../ui/icon/icon';

const STATUS = ['requested', 'confirmed', 'declined', 'cancelled'] as const;

/** An appointment in the agent's own time; the customer's time zone stands beside it. */
export function AppointmentPart({ part }: { part: Extract<Part, { type: 'appointment' }> }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const status = STATUS.find((each) => each === part.status);
  const { starts_at: start, ends_at: end } = part;
  return (
    <div className="bub file-card">
      <Icon name="calendar" size="l" />
      <span className="file-words">
        <span className="m">{status ? t(`desk:part.appointment.${status}`) : t('desk:part.appointment.other', { status: part.status })}</span>
        {typeof start === 'number' && (
          <time className="num" dateTime={new Date(start).toISOString()}>
            {longDay(start, now, language)}, {timeOfDay(start, language)}
            {typeof end === 'number' && `–${startOfDay(end) === startOfDay(start) ? '' : `${longDay(end, now, language)}, `}${timeOfDay(end, language)}`}
          </time>
        )}
        {part.time_zone && <span className="meta">{t('desk:part.appointment.zone', { zone: part.time_zone })}</span>}
      </span>
    </div>
  );
}
