import type { SegmentView } from '@/shared/api/schema';
import { HOUR, MINUTE, SECOND } from '@/shared/lib/times';

/** A stretch of time on the line, in per cent of the whole. */
export interface Bar {
  kind: SegmentView['kind'];
  start: number;
  width: number;
  ms: number;
  segment: SegmentView;
}

/** What one party did: the queue, or an agent. */
export interface Lane {
  /** Undefined: the queue. */
  agent: string | undefined;
  bars: readonly Bar[];
}

/** A mark on the time axis. */
export interface Tick {
  at: number;
  start: number;
}

/** An interaction's stretches, laid out over its time. */
export interface Timeline {
  from: number;
  to: number;
  lanes: readonly Lane[];
  ticks: readonly Tick[];
}

const STEPS = [10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 7 * 24 * HOUR];
const MOST_TICKS = 6;
/** Nothing is drawn thinner, per cent. */
const LEAST = 0.6;

/** Round moments, local time, at most six. */
const ticksOf = (from: number, to: number): Tick[] => {
  const step = STEPS.find((each) => (to - from) / each <= MOST_TICKS) ?? STEPS.at(-1) ?? HOUR;
  const zone = new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from - zone) / step) * step + zone;
  const ticks: Tick[] = [];
  for (let at = first; at < to; at += step) ticks.push({ at, start: ((at - from) / (to - from)) * 100 });
  return ticks;
};

/** Lays out the stretches of an interaction; a running one goes on until `now`. Undefined: there are none. */
export const timelineOf = (segments: readonly SegmentView[], now: number): Timeline | undefined => {
  if (segments.length === 0) return undefined;
  const from = Math.min(...segments.map((each) => each.started_at));
  const to = Math.max(from + SECOND, ...segments.map((each) => each.ended_at ?? now));
  const whole = to - from;
  const lanes = new Map<string, { agent: string | undefined; bars: Bar[] }>();
  for (const segment of segments) {
    const agent = segment.kind === 'queue' ? undefined : (segment.agent ?? '');
    const key = agent ?? '\u0000queue';
    const lane = lanes.get(key) ?? { agent, bars: [] };
    const ms = Math.max(0, (segment.ended_at ?? now) - segment.started_at);
    lane.bars.push({ kind: segment.kind, start: ((segment.started_at - from) / whole) * 100, width: Math.max(LEAST, (ms / whole) * 100), ms, segment });
    lanes.set(key, lane);
  }
  return { from, to, lanes: [...lanes.values()], ticks: ticksOf(from, to) };
};
