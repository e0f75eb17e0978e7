import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeTypingSignal } from './typing-signal';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('speaks at the first key, reminds every 8 s and ends after a pause', () => {
  const said: boolean[] = [];
  const signal = makeTypingSignal((typing) => said.push(typing));
  for (let second = 0; second < 10; second += 1) {
    signal.typed();
    vi.advanceTimersByTime(1000);
  }
  expect(said).toEqual([true, true]);
  vi.advanceTimersByTime(6000);
  expect(said).toEqual([true, true, false]);
  signal.stopped();
  expect(said).toHaveLength(3);
});
