import type { Translate } from '../i18n/t';
import { hoursAndMinutes } from './times';

/** A passed time in words: "under a minute", "4 min", "2 h 04 min", "3 days". */
export const passedTime = (ms: number, t: Translate): string => {
  const { hours, minutes } = hoursAndMinutes(ms);
  if (hours >= 48) return t('passed.days', { count: Math.floor(hours / 24) });
  if (hours > 0) return t('passed.hours', { hours, minutes: String(minutes).padStart(2, '0') });
  return minutes > 0 ? t('passed.minutes', { minutes }) : t('passed.now');
};
