import { describe, expect, it } from 'vitest';
import { HOUR } from '../lib/times';
import { fromField, toField, usualMoments } from './moments';

describe('moments that are offered', () => {
  const noon = new Date(2026, 10, 23, 12, 0).getTime();

  it('are to come, and before the end of the time to answer', () => {
    expect(usualMoments(noon, undefined).map((moment) => moment.name)).toEqual(['minutes', 'hours', 'evening', 'tomorrow']);
    expect(usualMoments(noon, noon + 3 * HOUR).map((moment) => moment.name)).toEqual(['minutes', 'hours']);
    expect(usualMoments(noon + 7 * HOUR, undefined).map((moment) => moment.name)).toEqual(['minutes', 'hours', 'tomorrow']);
    expect(new Date(usualMoments(noon, undefined)[3]?.at ?? 0).getHours()).toBe(9);
  });

  it('are written as the field has them, and read back', () => {
    expect(toField(noon)).toBe('2026-11-23T12:00');
    expect(fromField('2026-11-23T12:00')).toBe(noon);
    expect(fromField('2026-11-')).toBeUndefined();
  });
});
