import { describe, expect, it } from 'vitest';
import { messageCount, textLength } from './split';

describe('messageCount', () => {
  it('is one up to the limit, none for blanks', () => {
    expect(messageCount('x'.repeat(2000), 2000, 'utf16')).toBe(1);
    expect(messageCount('x'.repeat(2001), 2000, 'utf16')).toBe(2);
    expect(messageCount('  \n ', 2000, 'utf16')).toBe(0);
  });

  it('cuts between words, so that a piece may stay short', () => {
    // Three words of 8 with a limit of 10: no two fit together.
    expect(messageCount('aaaaaaaa bbbbbbbb cccccccc', 10, 'utf16')).toBe(3);
    expect(messageCount('aaaa bbbb cccc', 10, 'utf16')).toBe(2);
  });

  it('counts in the channel’s unit', () => {
    expect(textLength('é', 'bytes')).toBe(2);
    expect(messageCount('é'.repeat(600), 1000, 'bytes')).toBe(2);
    expect(messageCount('é'.repeat(600), 1000, 'utf16')).toBe(1);
  });

  it('never cuts inside what a reader sees as one character', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(messageCount(family.repeat(4), family.length * 2, 'utf16')).toBe(2);
  });

  it('ends even where one character is longer than the limit', () => {
    expect(messageCount('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3, 'utf16')).toBeGreaterThan(0);
  });
});
