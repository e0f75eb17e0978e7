/** Durations and moments as people read them. All input is milliseconds; moments are UTC milliseconds since 1970. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number): string => String(value).padStart(2, '0');

/** A running time: `0:22`, `18:42`, `1:12:04`. Never negative. */
export const runningTime = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

/** A running-down time: rounds up, so that it says 0:01 until it is over. */
export const remainingTime = (ms: number): string => runningTime(Math.ceil(Math.max(0, ms) / SECOND) * SECOND);

/** The whole hours and minutes of a duration. */
export const hoursAndMinutes = (ms: number): { hours: number; minutes: number } => {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
};

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale}|${JSON.stringify(options)}`;
  const present = formats.get(key);
  if (present) return present;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
};

/** The English of the interface is written with the 24-hour clock and the day before the month. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** `10:36`. */
export const timeOfDay = (at: number, language: string): string =>
  format(localeOf(language), { hour: '2-digit', minute: '2-digit' }).format(at);

/** `14:02:10`. */
export const timeWithSeconds = (at: number, language: string): string =>
  format(localeOf(language), { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** The start of the local day of a moment. */
export const startOfDay = (at: number): number => {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
};

/** `Sunday 22 November`, with the year when it is another one. */
export const longDay = (at: number, now: number, language: string): string => {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const parts = format(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
  return parts.format(at).replace(',', '');
};

/** Short and relative to today: `10:36` today, `3 Nov` this year, else `3 Nov 2026`. */
export const shortMoment = (at: number, now: number, language: string): string => {
  if (startOfDay(at) === startOfDay(now)) return timeOfDay(at, language);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return shortDay(at, language, !sameYear);
};

/** `3 Nov`, or `3 Nov 2026`. */
export const shortDay = (at: number, language: string, withYear = true): string =>
  format(localeOf(language), { day: 'numeric', month: 'short', ...(withYear ? { year: 'numeric' } : {}) }).format(at);

/** `Monday 10:19`, for moments in the coming days. */
export const weekdayTime = (at: number, language: string): string =>
  format(localeOf(language), { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(at).replace(',', '');

/** The full stamp, for titles on hover and focus. */
export const fullStamp = (at: number, language: string): string =>
  format(localeOf(language), { dateStyle: 'full', timeStyle: 'medium' }).format(at);

/** The local calendar day as `2026-11-22`, as date inputs want it. */
export const isoDay = (at: number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** The start of a local calendar day written `2026-11-22`; undefined when it is no day. */
export const fromIsoDay = (day: string): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return undefined;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])).getTime();
  return Number.isNaN(at) ? undefined : at;
};

export { DAY, HOUR, MINUTE, SECOND };
