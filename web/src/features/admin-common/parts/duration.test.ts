import { describe, expect, it } from 'vitest';
import { durationText, parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['1:30', 90_000],
    ['0:05', 5000],
    ['90', 90_000],
    ['90 s', 90_000],
    ['2 min', 120_000],
    ['1h', 3_600_000],
    ['1:00:00', 3_600_000],
    ['120:00', 7_200_000],
    ['0', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 'soon', '1:75', '1:80:00', '-5', '1.5 min', '1:2'])('refuses %s', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reads back what it writes', () => {
    for (const ms of [0, 1000, 59_000, 60_000, 3_599_000, 3_600_000, 86_400_000]) expect(parseDuration(durationText(ms))).toBe(ms);
  });
});
