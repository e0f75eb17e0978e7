import { describe, expect, it } from 'vitest';
import type { AgentDay } from '@/shared/api/schema';
import { HOUR, startOfDay } from '@/shared/lib/times';
import { barOf, localDay, sumsOf } from './day';

const MIDNIGHT = startOfDay(Date.UTC(2026, 10, 23, 12));
const at = (hours: number): number => MIDNIGHT + hours * HOUR;

const day = (changes: Partial<AgentDay> = {}): AgentDay => ({
  user_id: 'usr_1',
  name: 'Ana',
  from: MIDNIGHT,
  until: at(12),
  stretches: [
    { state: 'logged_out', from: MIDNIGHT, until: at(8) },
    { state: 'ready', from: at(8), until: at(10) },
    { state: 'break', reason: 'Lunch', from: at(10), until: at(11) },
    { state: 'ready', from: at(11), until: at(12) },
  ],
  sums: [
    { state: 'logged_out', ms: 8 * HOUR },
    { state: 'ready', ms: 3 * HOUR },
    { state: 'break', reason_id: 'rsn_1', reason: 'Lunch', ms: HOUR },
  ],
  signed_in_ms: 4 * HOUR,
  offered: 0,
  handled: 0,
  missed: 0,
  declined: 0,
  ...changes,
});

describe('the own day', () => {
  it('is a bar without gap from the first sign-in to now', () => {
    const bar = barOf(day(), at(13));
    expect(bar).toMatchObject({ from: at(8), until: at(13) });
    const pieces = bar?.pieces ?? [];
    expect(pieces.map(({ state }) => state)).toEqual(['ready', 'break', 'ready']);
    pieces.slice(1).forEach((piece, place) => expect(piece.x).toBeCloseTo((pieces[place]?.x ?? 0) + (pieces[place]?.width ?? 0)));
    expect(pieces.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1000);
    expect(bar?.hours.map((mark) => mark.at)).toEqual([at(8), at(9), at(10), at(11), at(12), at(13)]);
  });

  it('adds up to the time signed in, which goes on', () => {
    expect(sumsOf(day(), at(12)).reduce((sum, { ms }) => sum + ms, 0)).toBe(4 * HOUR);
    expect(sumsOf(day(), at(12.5)).find(({ state }) => state === 'ready')?.ms).toBe(3.5 * HOUR);
  });

  it('has no bar for who never signed in', () => {
    expect(barOf(day({ stretches: [] }), at(13))).toBeUndefined();
  });

  it('ends where the next one begins', () => {
    const { from, until } = localDay(at(12));
    expect(from).toBe(MIDNIGHT);
    expect(startOfDay(until)).toBe(until);
    expect(Math.round((until - from) / HOUR)).toBeGreaterThanOrEqual(23);
  });
});
