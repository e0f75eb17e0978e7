import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../lib/times';
import { afterCallClock, replyUrgency, windowClock } from './clocks';

describe('windowClock', () => {
  it('turns amber under two hours, red under ten minutes, then closes', () => {
    const at = (left: number) => windowClock(10_000_000_000 + left, 10_000_000_000);
    expect(at(23 * HOUR)).toMatchObject({ kind: 'open', urgency: 'calm' });
    expect(at(2 * HOUR - 1)).toMatchObject({ urgency: 'warn' });
    expect(at(10 * MINUTE - 1)).toMatchObject({ urgency: 'late' });
    expect(at(0)).toMatchObject({ kind: 'closed' });
  });

  it('does not exist where answers are always free', () => {
    expect(windowClock(undefined, 0)).toEqual({ kind: 'always' });
    expect(windowClock(null, 0)).toEqual({ kind: 'always' });
  });
});

describe('replyUrgency', () => {
  it('follows the limits of the service', () => {
    const service = { reply_warn_ms: 60_000, reply_alarm_ms: 90_000 };
    expect([59_999, 60_000, 90_000].map((waited) => replyUrgency(waited, service))).toEqual(['calm', 'warn', 'late']);
    expect(replyUrgency(130_000, undefined)).toBe('warn');
  });
});

describe('afterCallClock', () => {
  it('tells what is left and what was used', () => {
    expect(afterCallClock({ ended_at: 0, after_call_work_until: 180_000 }, 45_000)).toEqual({ leftMs: 135_000, used: 0.25 });
    expect(afterCallClock({ ended_at: 0, after_call_work_until: 180_000 }, 999_000)).toEqual({ leftMs: 0, used: 1 });
    expect(afterCallClock({ ended_at: 0, after_call_work_until: null }, 0)).toBeUndefined();
  });
});
