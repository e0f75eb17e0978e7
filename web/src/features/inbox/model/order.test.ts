import { describe, expect, it } from 'vitest';
import { anInteraction, NOW } from '@/shared/desk/fixtures/build';
import { arrangementOf, grouped, held, inSequence, nextTurn } from './order';

const chat = (id: string, over = {}) => anInteraction({ id, ...over });
const waiting = (id: string, seconds: number) => chat(id, { turn: 'agent', waiting_since: NOW - seconds * 1000 });
const ids = (list: ReturnType<typeof grouped>) => arrangementOf(list);

describe('the list', () => {
  it('stands by turn, then by wait', () => {
    const list = grouped([
      waiting('a', 20),
      waiting('b', 200),
      chat('c', { turn: 'customer', last_message_at: NOW - 60_000 }),
      chat('d', { turn: 'customer', last_message_at: NOW - 10_000 }),
      chat('e', { state: 'after_call_work', after_call_work_until: NOW + 1000 }),
    ]);
    expect(ids(list)).toEqual({ agent: ['b', 'a'], customer: ['d', 'c'], after_call_work: ['e'] });
  });

  it('does not move under the hand, but shows what is new in it', () => {
    const before = arrangementOf(grouped([waiting('a', 200), waiting('b', 100), chat('c', { turn: 'customer' })]));
    const now = held(before, grouped([waiting('b', 300), chat('c', { turn: 'agent', last_line: 'news' }), waiting('n', 5)]));
    expect(ids(now)).toEqual({ agent: ['b', 'n'], customer: ['c'], after_call_work: [] });
    expect(now.customer[0]?.last_line).toBe('news');
  });
});

describe('keys', () => {
  it('walk through all rows, and to the next one that waits', () => {
    const list = grouped([waiting('a', 200), waiting('b', 100), chat('c', { turn: 'customer' })]);
    expect(inSequence(list).map((each) => each.id)).toEqual(['a', 'b', 'c']);
    expect(nextTurn(list, 'a')?.id).toBe('b');
    expect(nextTurn(list, 'b')?.id).toBe('a');
    expect(nextTurn(list, 'c')?.id).toBe('a');
    expect(nextTurn(grouped([waiting('a', 1)]), 'a')).toBeUndefined();
  });

  it('puts the window that closes next on top when asked for', () => {
    const chat = (id: string, ends: object) => anInteraction({ id, turn: 'agent', waiting_since: 0, window_until: null, ...ends });
    const chats = [
      chat('later', { window_until: 900 }),
      chat('closed', { window_until: 50 }),
      chat('by-hand', { window_until: 50, person_until: 300 }),
      chat('next', { window_until: 200 }),
      chat('always', {}),
    ];
    expect(grouped(chats, 'expires', 100).agent.map((each) => each.id)).toEqual(['next', 'by-hand', 'later', 'always', 'closed']);
  });
});
