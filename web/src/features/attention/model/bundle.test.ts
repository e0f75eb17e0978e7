import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeBundle } from './bundle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('speaks at once, then at most every five seconds, each name once', () => {
  const said: (readonly string[])[] = [];
  const bundle = makeBundle((names) => said.push(names));
  bundle.add('Marta');
  vi.advanceTimersByTime(0);
  bundle.add('Liam');
  bundle.add('Marta');
  bundle.add('Liam');
  vi.advanceTimersByTime(4999);
  expect(said).toEqual([['Marta']]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual([['Marta'], ['Liam', 'Marta']]);
});
