import type { HealthHour } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { timeOfDay } from '@/shared/lib/times';

const WIDTH = 12;
const HEIGHT = 40;

/** Events by the hour, small; the words say the sum. */
export function Sparkline({ hours, label }: { hours: readonly HealthHour[]; label: string }) {
  const top = Math.max(1, ...hours.map(({ events }) => events));
  return (
    <svg className="spark" viewBox={`0 0 ${hours.length * WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {hours.map(({ at, events }, place) => {
        const high = Math.max(2, (events / top) * (HEIGHT - 4));
        return <rect key={at} className="hours-bar" x={place * WIDTH + 1} width={WIDTH - 3} y={HEIGHT - high} height={high} />;
      })}
    </svg>
  );
}

/** Events by the hour; a line over each bar shows what is usual for that hour of the week. */
export function HoursChart({ hours }: { hours: readonly HealthHour[] }) {
  const t = useT();
  const language = useLanguage();
  const top = Math.max(1, ...hours.map(({ events, usual }) => Math.max(events, usual ?? 0)));
  const total = hours.reduce((sum, { events }) => sum + events, 0);
  const usual = hours.every((hour) => hour.usual === undefined || hour.usual === null) ? undefined : hours.reduce((sum, hour) => sum + (hour.usual ?? 0), 0);
  const high = (count: number) => (count / top) * (HEIGHT - 4);
  const words = usual === undefined ? t('admin-health:chart.total', { count: total }) : t('admin-health:chart.againstUsual', { count: total, usual });
  const first = hours[0];
  return (
    <figure className="hours">
      <figcaption className="hours-head">
        <span>{t('admin-health:chart.title')}</span>
        <span className="num">{words}</span>
      </figcaption>
      <svg viewBox={`0 0 ${hours.length * WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {hours.map((hour, place) => (
          <g key={hour.at} transform={`translate(${place * WIDTH} 0)`}>
            <rect
              className={hour.events === 0 && (hour.usual ?? 0) > 0 ? 'hours-none' : 'hours-bar'}
              x="1"
              width={WIDTH - 3}
              y={HEIGHT - Math.max(2, high(hour.events))}
              height={Math.max(2, high(hour.events))}
            />
            {hour.usual !== undefined && hour.usual !== null && <rect className="hours-usual" x="0" width={WIDTH - 1} y={HEIGHT - 1 - high(hour.usual)} height="1" />}
          </g>
        ))}
      </svg>
      <div className="hours-axis num">
        <span>{first && timeOfDay(first.at, language)}</span>
        <span>{t('admin-health:chart.now')}</span>
      </div>
    </figure>
  );
}
