import type { InteractionView, ServiceView } from '../api/schema';
import { HOUR, MINUTE } from '../lib/times';

/** How much attention a clock asks for. */
export type Urgency = 'calm' | 'warn' | 'late';

/** The reply window: until when answers are free. */
export type WindowClock =
  | { kind: 'always' }
  | { kind: 'open'; leftMs: number; until: number; urgency: Urgency }
  | { kind: 'closed'; until: number };

/** Amber under two hours, red under ten minutes. */
export const windowClock = (until: number | null | undefined, now: number): WindowClock => {
  if (until === null || until === undefined) return { kind: 'always' };
  const leftMs = until - now;
  if (leftMs <= 0) return { kind: 'closed', until };
  return { kind: 'open', leftMs, until, urgency: leftMs < 10 * MINUTE ? 'late' : leftMs < 2 * HOUR ? 'warn' : 'calm' };
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
