import { useLanguage, useT } from '../../i18n/t';
import { longDay, timeOfDay } from '../../lib/times';
import { useNow } from '../../lib/use-now';
import type { DayItem } from '../model/items';

/** A line between days, and between the chats of a thread. */
export function DayLine({ item }: { item: DayItem }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const words = [
    item.sameDay ? timeOfDay(item.at, language) : longDay(item.at, now, language),
    ...(item.chat ? [item.chat.service, ...(item.chat.disposition ? [item.chat.disposition] : [])] : []),
    ...(item.imported ? [t('desk:transcript.imported')] : []),
    ...(item.sameDay && !item.chat && !item.imported ? [t('desk:transcript.thisChat')] : []),
  ];
  return (
    <div className="day" role="separator">
      {words.join(' · ')}
    </div>
  );
}
