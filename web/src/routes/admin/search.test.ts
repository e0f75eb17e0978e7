import { describe, expect, it } from 'vitest';
import { compact, text, word } from './search';

describe('parts of an address', () => {
  it('are texts, also when they look like numbers', () => {
    expect(text('pine')).toBe('pine');
    expect(text(104552718203311)).toBe('104552718203311');
    expect(text('')).toBeUndefined();
    expect(text({ a: 1 })).toBeUndefined();
  });

  it('are one of the known words or nothing', () => {
    expect(word('off', ['on', 'off'])).toBe('off');
    expect(word('maybe', ['on', 'off'])).toBeUndefined();
  });

  it('stand in the address only when they are set', () => {
    expect(Object.keys(compact({ q: 'a', type: undefined }))).toEqual(['q']);
  });
});
