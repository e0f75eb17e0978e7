import type { AgentDay, AgentView, DayStretch, StateSum } from '@/shared/api/schema';
import { DAY, HOUR, startOfDay } from '@/shared/lib/times';

/** The local day of a moment: daylight saving makes some of them 23 or 25 hours long. */
export const localDay = (at: number): { from: number; until: number } => {
  const from = startOfDay(at);
  return { from, until: startOfDay(from + DAY + 6 * HOUR) };
};

/** A stretch of the bar, in thousandths of its length. */
export interface BarPiece {
  readonly state: AgentView['state'];
  readonly x: number;
  readonly width: number;
  readonly stretch: DayStretch;
}

export interface Bar {
  /** From the first sign-in, or the day's beginning. */
  readonly from: number;
  readonly until: number;
  readonly pieces: readonly BarPiece[];
  /** Whole hours that it shows. */
  readonly hours: readonly { at: number; x: number }[];
}

/** The day goes on: what was counted last lasts until now. */
const goingOn = (stretches: readonly DayStretch[], until: number): readonly DayStretch[] => {
  const last = stretches.at(-1);
  return last ? [...stretches.slice(0, -1), { ...last, until: Math.max(last.until, until) }] : [];
};

/** Hours between two marks, so that at most eight of them stand below the bar. */
const everyHours = (length: number): number => [1, 2, 3, 4].find((step) => length / (step * HOUR) <= 8) ?? 6;

/** The bar of a day from the first sign-in to now; undefined: nobody signed in. */
export const barOf = (day: AgentDay, now: number): Bar | undefined => {
  const all = goingOn(day.stretches, Math.min(now, localDay(day.from).until));
  const first = all.findIndex((stretch) => stretch.state !== 'logged_out');
  const shown = first < 0 ? [] : all.slice(first);
  const [from, until] = [shown[0]?.from, shown.at(-1)?.until];
  if (from === undefined || until === undefined || until <= from) return undefined;
  const place = (at: number): number => ((at - from) / (until - from)) * 1000;
  const step = everyHours(until - from);
  const hours = [];
  const day0 = startOfDay(from);
  for (let at = day0; at <= until; at += HOUR) {
    if (at >= from && Math.round((at - day0) / HOUR) % step === 0) hours.push({ at, x: place(at) });
  }
  return {
    from,
    until,
    pieces: shown.map((stretch) => ({ state: stretch.state, x: place(stretch.from), width: place(stretch.until) - place(stretch.from), stretch })),
    hours,
  };
};

/** The sums without the time in which nobody was there, the present state's going on. */
export const sumsOf = (day: AgentDay, now: number): readonly StateSum[] => {
  const last = day.stretches.at(-1);
  const more = last ? Math.max(0, Math.min(now, localDay(day.from).until) - last.until) : 0;
  return day.sums
    .filter((sum) => sum.state !== 'logged_out')
    .map((sum) => (last && sum.state === last.state && sum.reason === last.reason ? { ...sum, ms: sum.ms + more } : sum));
};
