import { describe, expect, it } from 'vitest';
import { Heights, itemAt, itemsBetween } from './heights';

describe('the heights of a transcript', () => {
  it('guesses what was not seen from what was', () => {
    const heights = new Heights(50);
    expect([...heights.starts(['a', 'b'])]).toEqual([0, 50, 100]);
    heights.note('a', 100);
    heights.note('b', 20);
    expect([...heights.starts(['a', 'b', 'c'])]).toEqual([0, 100, 120, 180]);
    heights.note('a', 40);
    expect([...heights.starts(['a', 'b', 'c'])]).toEqual([0, 40, 60, 90]);
  });

  it('finds the items between two heights, also beyond the ends', () => {
    const starts = new Heights(10).starts(Array.from({ length: 20_000 }, (_, at) => String(at)));
    expect(itemAt(starts, 0)).toBe(0);
    expect(itemAt(starts, 9.9)).toBe(0);
    expect(itemAt(starts, 10)).toBe(1);
    expect(itemsBetween(starts, -500, 95)).toEqual({ from: 0, to: 10 });
    expect(itemsBetween(starts, 199_995, 300_000)).toEqual({ from: 19_999, to: 20_000 });
    expect(itemsBetween(new Float64Array(1), 0, 100)).toEqual({ from: 0, to: 0 });
  });
});
