import { describe, expect, it } from 'vitest';
import { MINUTE } from '@/shared/lib/times';
import { today } from '@/shared/desk/fixtures/build';
import { timelineOf } from './timeline';

const segment = (kind: 'queue' | 'offer' | 'talk' | 'after_call_work', agent: string | undefined, from: number, to: number | undefined) => ({ kind, service: 'Orders', agent, started_at: from, ended_at: to });

describe('a timeline', () => {
  const start = today(14, 2, 10);
  const segments = [
    segment('queue', undefined, start, start + MINUTE),
    segment('offer', 'Jonas', start + MINUTE, start + MINUTE + 6000),
    segment('talk', 'Jonas', start + MINUTE + 6000, start + 6 * MINUTE),
    segment('queue', undefined, start + 6 * MINUTE, start + 7 * MINUTE),
    segment('talk', 'Ana', start + 7 * MINUTE, undefined),
  ];

  it('has the queue and each agent once, in order of appearance', () => {
    const line = timelineOf(segments, start + 12 * MINUTE);
    expect(line?.lanes.map((lane) => [lane.agent, lane.bars.length])).toEqual([
      [undefined, 2],
      ['Jonas', 2],
      ['Ana', 1],
    ]);
  });

  it('lets what runs go on until now and stays inside the whole', () => {
    const line = timelineOf(segments, start + 12 * MINUTE);
    const last = line?.lanes.at(-1)?.bars[0];
    expect(last?.ms).toBe(5 * MINUTE);
    expect((last?.start ?? 0) + (last?.width ?? 0)).toBeCloseTo(100, 5);
  });

  it('marks round moments, never too many', () => {
    const line = timelineOf(segments, start + 12 * MINUTE);
    expect(line?.ticks.map((tick) => new Date(tick.at).getSeconds())).toEqual(line?.ticks.map(() => 0));
    for (const minutes of [1, 7, 60, 600, 6000]) {
      const ticks = timelineOf([segment('queue', undefined, start, start + minutes * MINUTE)], start)?.ticks ?? [];
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });

  it('does not exist without stretches', () => {
    expect(timelineOf([], 0)).toBeUndefined();
  });
});
