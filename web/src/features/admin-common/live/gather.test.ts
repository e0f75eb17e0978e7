import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gather } from './gather';

describe('gather', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('acts at once, then gathers', () => {
    const runs: string[][] = [];
    const { ask } = gather((keys) => runs.push([...keys]), 1000);
    ask('a');
    ask('a');
    ask('b');
    expect(runs).toEqual([['a']]);
    vi.advanceTimersByTime(1000);
    expect(runs).toEqual([['a'], ['a', 'b']]);
    vi.advanceTimersByTime(5000);
    ask('c');
    expect(runs).toHaveLength(3);
  });

  it('is silent after it was stopped', () => {
    const runs: string[][] = [];
    const { ask, stop } = gather((keys) => runs.push([...keys]), 1000);
    ask('a');
    ask('b');
    stop();
    vi.advanceTimersByTime(5000);
    expect(runs).toEqual([['a']]);
  });
});
