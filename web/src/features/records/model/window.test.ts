import { expect, it } from 'vitest';
import { rowsInSight } from './window';

it('draws what is in sight, and keeps the height of the whole', () => {
  for (const top of [0, 37, 4000, 39_000, 99_999]) {
    const rows = rowsInSight(1000, 40, top, 600);
    expect(rows.above + (rows.end - rows.first) * 40 + rows.below).toBe(40_000);
    expect(rows.end - rows.first).toBeLessThan(45);
  }
  expect(rowsInSight(3, 40, 0, 600)).toEqual({ first: 0, end: 3, above: 0, below: 0 });
  expect(rowsInSight(0, 40, 0, 600)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
});
