import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../lib/times';
import { afterCallClock, lastMoment, replyUrgency, windowClock } from './clocks';

describe('windowClock', () => {
  it('turns amber under two hours, red under ten minutes, then closes', () => {
    const at = (left: number) => windowClock({ window_until: 10_000_000_000 + left }, 10_000_000_000);
    expect(at(23 * HOUR)).toMatchObject({ kind: 'open', urgency: 'calm' });
    expect(at(2 * HOUR - 1)).toMatchObject({ urgency: 'warn' });
    expect(at(10 * MINUTE - 1)).toMatchObject({ urgency: 'late' });
    expect(at(0)).toMatchObject({ kind: 'closed' });
  });

  it('does not exist where answers are always free', () => {
    expect(windowClock({}, 0)).toEqual({ kind: 'always' });
    expect(windowClock({ window_until: null }, 0)).toEqual({ kind: 'always' });
    expect(lastMoment({}, 0)).toBe(Infinity);
  });

  it('goes on by hand after the free time, and then closes', () => {
    const ends = { window_until: 100 * HOUR, person_until: 244 * HOUR };
    expect(windowClock(ends, 100 * HOUR - 1)).toMatchObject({ kind: 'open', until: 100 * HOUR });
    expect(windowClock(ends, 100 * HOUR)).toMatchObject({ kind: 'by_hand', until: 244 * HOUR, urgency: 'calm' });
    expect(windowClock(ends, 244 * HOUR - MINUTE)).toMatchObject({ kind: 'by_hand', urgency: 'late' });
    expect(windowClock(ends, 244 * HOUR)).toEqual({ kind: 'closed', until: 244 * HOUR });
  });

  it('says what expires next', () => {
    const ends = { window_until: 10, person_until: 70 };
    expect(lastMoment(ends, 0)).toBe(10);
    expect(lastMoment(ends, 10)).toBe(70);
    expect(lastMoment(ends, 70)).toBe(Infinity);
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
