import { describe, expect, it } from 'vitest';
import { aMessage, ANA } from '../../desk/fixtures/build';
import { newestUndoable, undoLeft, wordsOf } from './undo';

const own = (at: number, more: Parameters<typeof aMessage>[0] = {}) =>
  aMessage({ id: `msg_${at}`, at, direction: 'outbound', delivery: 'queued', author: { kind: 'agent', user_id: ANA }, parts: [{ type: 'text', text: `at ${at}` }], ...more });

describe('taking a message back', () => {
  it('is possible while it waits, and for the time that is set', () => {
    expect(undoLeft(own(1000), 5000, 4000)).toBe(2000);
    expect(undoLeft(own(1000), 5000, 6000)).toBe(0);
    expect(undoLeft(own(1000), 0, 1000)).toBe(0);
    expect(undoLeft(own(1000, { delivery: 'sent' }), 5000, 2000)).toBe(0);
    expect(undoLeft(aMessage({ at: 1000 }), 5000, 2000)).toBe(0);
  });

  it('takes the newest of one\'s own', () => {
    const theirs = own(3000, { author: { kind: 'agent', user_id: 'usr_other' } });
    expect(newestUndoable([own(1000), own(2000), theirs], ANA, 5000, 3500)?.at).toBe(2000);
    expect(newestUndoable([own(1000)], ANA, 5000, 6000)).toBeUndefined();
    expect(wordsOf(own(2000))).toBe('at 2000');
  });
});
