import { describe, expect, it } from 'vitest';
import { ANA, anInteraction, aPart, aSnapshot } from './fixtures/build';
import { asTheirs, writesTo } from './part';
import { reduceInteraction } from './reduce/interaction';
import { heldInteractions, myTurnCount } from './select';
import { fromSnapshot } from './state';

const bens = (over = {}) => anInteraction({ id: 'int_1', agent_id: 'usr_ben', agent: 'Ben Ito', version: 2, ...over });

describe('taking part', () => {
  it('keeps a conversation while one takes part, and drops it then', () => {
    const start = fromSnapshot(aSnapshot({ interactions: [] }));
    const asked = reduceInteraction(start, bens({ participants: [aPart({ state: 'asked' })] }));
    expect(heldInteractions(asked)).toHaveLength(1);
    expect(heldInteractions(reduceInteraction(asked, bens({ version: 3 })))).toHaveLength(0);
    expect(reduceInteraction(start, bens({ participants: [aPart({ user_id: 'usr_cleo' })] }))).toBe(start);
  });

  it('makes it the turn of those who write, not of those who advise', () => {
    const count = (role: 'consulted' | 'member') => myTurnCount(fromSnapshot(aSnapshot({ interactions: [bens({ participants: [aPart({ role })], turn: 'agent' })] })));
    expect([count('consulted'), count('member')]).toEqual([0, 1]);
    expect(writesTo(bens({ participants: [aPart({ role: 'member', state: 'asked' })] }), ANA)).toBe(false);
  });

  it('shows one’s own after-call work when the conversation is closed', () => {
    const closed = bens({ state: 'closed', participants: [aPart({ role: 'member', state: 'after_call_work', work_until: 99 })] });
    expect(asTheirs(closed, ANA)).toMatchObject({ state: 'after_call_work', after_call_work_until: 99 });
  });
});
