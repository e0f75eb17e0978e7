import type { InteractionView } from '@/shared/api/schema';
import { windowClock } from '@/shared/desk/clocks';
import { useLanguage, useT } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { remainingTime, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';

/** How long one may still write, where one writes: silent while there is time enough. */
export function WindowNotice({ interaction }: { interaction: InteractionView }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const clock = windowClock(interaction, now);
  if (clock.kind === 'by_hand') {
    return (
      <span className={`comp-notice comp-notice-${clock.urgency}`} role="status">
        {t('reply:window.freeOver', { moment: shortMoment(clock.until, now, language) })}
      </span>
    );
  }
  if (clock.kind !== 'open' || clock.urgency === 'calm') return null;
  // Told by the header and the warning; a countdown that speaks every second would not let anybody write.
  return (
    <span className={`comp-notice comp-notice-${clock.urgency}`}>
      {t('reply:window.freeFor', { time: clock.urgency === 'late' ? remainingTime(clock.leftMs) : passedTime(clock.leftMs, t) })}
    </span>
  );
}
