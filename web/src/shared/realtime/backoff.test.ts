import { expect, it } from 'vitest';
import { backoffMs } from './backoff';

it('doubles up to 15 s and leaves out a random half', () => {
  expect(backoffMs(0, () => 1)).toBe(500);
  expect(backoffMs(0, () => 0)).toBe(250);
  expect(backoffMs(3, () => 1)).toBe(4000);
  expect(backoffMs(30, () => 1)).toBe(15_000);
  expect(backoffMs(30, () => 0)).toBe(7500);
});
