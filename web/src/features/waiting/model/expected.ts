import type { Translate } from '@/shared/i18n/t';

const MINUTE = 60_000;

/** How long it will still wait, rounded up to minutes, from two hours on to hours. */
export const expectedWords = (ms: number, t: Translate): string => {
  const minutes = Math.ceil(ms / MINUTE);
  if (minutes <= 0) return t('waiting:expected.now');
  return minutes < 120 ? t('waiting:expected.minutes', { count: minutes }) : t('waiting:expected.hours', { count: Math.ceil(minutes / 60) });
};
