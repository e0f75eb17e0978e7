import { expect, test } from 'vitest';
import { AT_IT_MS, BUSY_MS, IDLE_MS, nextAsk } from './rhythm';

test('the platform is asked often while somebody is at it, seldom later, and not at all when all is done', () => {
  expect(nextAsk(1000, 1000, false)).toBe(BUSY_MS);
  expect(nextAsk(AT_IT_MS - 1, 0, false)).toBe(BUSY_MS);
  expect(nextAsk(AT_IT_MS, 0, false)).toBe(IDLE_MS);
  expect(nextAsk(1000, 1000, true)).toBeUndefined();
});
