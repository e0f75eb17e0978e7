import { describe, expect, it } from 'vitest';
import { aMessage, anInteraction } from '@/shared/desk/fixtures/build';
import { answeringOf, commentToAnswer } from './answering';

const comment = (id: string, at: number, over = {}) =>
  aMessage({ id, at, interaction_id: 'int_1', direction: 'inbound', comment: { private_until: 1000 }, ...over });

describe('commentToAnswer', () => {
  it('takes the newest that is still there, or the chosen one', () => {
    const all = [comment('a', 1), comment('b', 3, { taken_back: true }), comment('c', 2), aMessage({ id: 'd', at: 9 })];
    expect(commentToAnswer(all, 'int_1', undefined)?.id).toBe('c');
    expect(commentToAnswer(all, 'int_1', 'a')?.id).toBe('a');
    expect(commentToAnswer(all, 'int_1', 'b')?.id).toBe('c');
    expect(commentToAnswer(all, 'int_2', undefined)).toBeUndefined();
  });
});

describe('answeringOf', () => {
  const only = anInteraction({ id: 'int_1', only_comments: true });

  it('answers a customer who only commented through the comment, until it is too old', () => {
    expect(answeringOf(only, comment('a', 1), 999)).toMatchObject({ viaComment: true, privateClosed: undefined });
    expect(answeringOf(only, comment('a', 1), 1000)?.privateClosed?.code).toBe('comment_too_old');
    const answered = comment('a', 1, { comment: { private_until: 1000, private_refused: { code: 'comment_answered', sentence: 'x' } } });
    expect(answeringOf(only, answered, 1)?.privateClosed?.code).toBe('comment_answered');
  });

  it('uses the chat where one is open, and the comment where it is closed', () => {
    const chat = anInteraction({ id: 'int_1', window_until: 500 });
    expect(answeringOf(chat, comment('a', 1), 400)?.viaComment).toBe(false);
    expect(answeringOf(chat, comment('a', 1), 600)?.viaComment).toBe(true);
    expect(answeringOf(chat, undefined, 400)).toBeUndefined();
  });

  it('knows when nothing is left to answer', () => {
    expect(answeringOf(only, undefined, 1)).toEqual({ comment: undefined, viaComment: true, privateClosed: undefined });
  });
});
