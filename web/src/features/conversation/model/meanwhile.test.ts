import { describe, expect, it } from 'vitest';
import { aMessage } from '@/shared/desk/fixtures/build';
import { answeredSince } from './meanwhile';

const answer = (at: number, user: string, over = {}) =>
  aMessage({ interaction_id: 'int_1', direction: 'outbound', author: { kind: 'agent', user_id: user }, at, ...over });

describe('what was answered meanwhile', () => {
  it('is the newest answer of somebody else after the moment', () => {
    const messages = [answer(10, 'usr_ben'), answer(20, 'usr_ben'), answer(30, 'usr_ben'), answer(40, 'usr_ana')];
    expect(answeredSince(messages, 'int_1', 'usr_ana', 15)?.at).toBe(30);
    expect(answeredSince(messages, 'int_1', 'usr_ana', 30)).toBeUndefined();
  });

  it('counts answers from outside, but no notes and no other conversations', () => {
    expect(answeredSince([answer(20, '', { author: { kind: 'elsewhere' } })], 'int_1', 'usr_ana', 15)?.at).toBe(20);
    expect(answeredSince([answer(20, 'usr_ben', { direction: 'note' })], 'int_1', 'usr_ana', 15)).toBeUndefined();
    expect(answeredSince([answer(20, 'usr_ben', { interaction_id: 'int_2' })], 'int_1', 'usr_ana', 15)).toBeUndefined();
  });
});
