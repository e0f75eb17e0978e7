import { runningTime } from '@/shared/lib/times';

const SECOND = 1000;

/** A duration as it is typed: `0:30`, `2:00`, `1:00:00`. */
export const durationText = (ms: number): string => runningTime(ms);

/**
 * The duration a person typed, ms: `1:30`, `1:00:00`, or with units `90 s`, `2 min`, `1 h`. A bare number is seconds.
 * Undefined when it is none.
 */
export const parseDuration = (text: string): number | undefined => {
  const written = text.trim().toLowerCase();
  const unit = /^(\d{1,6})\s*(s|sec|min|m|h|std)?\.?$/.exec(written);
  if (unit) return Number(unit[1]) * (UNITS[unit[2] ?? 's'] ?? SECOND);
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(written);
  if (!clock) return undefined;
  const minutes = Number(clock[2]);
  if (clock[1] !== undefined && minutes > 59) return undefined;
  return ((Number(clock[1] ?? 0) * 60 + minutes) * 60 + Number(clock[3])) * SECOND;
};

const UNITS: Record<string, number | undefined> = {
  s: SECOND,
  sec: SECOND,
  min: 60 * SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  std: 3600 * SECOND,
};
