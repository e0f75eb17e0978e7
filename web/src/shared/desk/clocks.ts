import type { InteractionView, ServiceView } from '../api/schema';
import { HOUR, MINUTE } from '../lib/times';

/** How much attention a clock asks for. */
export type Urgency = 'calm' | 'warn' | 'late';

/** The reply window: freely, then by hand where the platform permits it, then not at all. */
export type WindowClock =
  | { kind: 'always' }
  | { kind: 'open'; leftMs: number; until: number; urgency: Urgency }
  | { kind: 'by_hand'; leftMs: number; until: number; urgency: Urgency }
  | { kind: 'closed'; until: number };

/** The ends of an interaction's window. */
export type WindowEnds = Pick<InteractionView, 'window_until' | 'person_until'>;

const urgencyOf = (leftMs: number): Urgency => (leftMs < 10 * MINUTE ? 'late' : leftMs < 2 * HOUR ? 'warn' : 'calm');

/** Amber under two hours, red under ten minutes. */
export const windowClock = ({ window_until: free, person_until: person }: WindowEnds, now: number): WindowClock => {
  if (free === null || free === undefined) return { kind: 'always' };
  if (free > now) return { kind: 'open', leftMs: free - now, until: free, urgency: urgencyOf(free - now) };
  const last = person ?? free;
  if (last > now) return { kind: 'by_hand', leftMs: last - now, until: last, urgency: urgencyOf(last - now) };
  return { kind: 'closed', until: Math.max(last, free) };
};

/** The moment after which a customer cannot be answered until they act: what expires next comes first. */
export const lastMoment = ({ window_until: free, person_until: person }: WindowEnds, now: number): number => {
  if (free === null || free === undefined) return Infinity;
  if (free > now) return free;
  const last = person ?? free;
  return last > now ? last : Infinity;
};

const DEFAULT_WARN_MS = 2 * MINUTE;
const DEFAULT_LATE_MS = 5 * MINUTE;

/** How urgent an answer is, by the service's limits. */
export const replyUrgency = (waitedMs: number, service: Pick<ServiceView, 'reply_warn_ms' | 'reply_alarm_ms'> | undefined): Urgency => {
  if (waitedMs >= (service?.reply_alarm_ms ?? DEFAULT_LATE_MS)) return 'late';
  return waitedMs >= (service?.reply_warn_ms ?? DEFAULT_WARN_MS) ? 'warn' : 'calm';
};

/** What is left of after-call work, and how much of its time was used (0–1). */
export const afterCallClock = (interaction: Pick<InteractionView, 'after_call_work_until' | 'ended_at'>, now: number): { leftMs: number; used: number } | undefined => {
  const { after_call_work_until: until, ended_at: from } = interaction;
  if (until === null || until === undefined) return undefined;
  const whole = Math.max(1, until - (from ?? now));
  const leftMs = Math.max(0, until - now);
  return { leftMs, used: Math.min(1, Math.max(0, 1 - leftMs / whole)) };
};
