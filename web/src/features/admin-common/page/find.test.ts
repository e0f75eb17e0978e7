import { describe, expect, it } from 'vitest';
import { byName, finds } from './find';

describe('finds', () => {
  it('looks for every word, anywhere, without case and accents', () => {
    expect(finds('espana pine', 'Alder & Pine España', '117')).toBe(true);
    expect(finds('ESPAÑA', 'Alder & Pine Espana')).toBe(true);
    expect(finds('pine 117', 'Alder & Pine', '117043990125874')).toBe(true);
    expect(finds('pine outlet', 'Alder & Pine')).toBe(false);
  });

  it('finds everything when nothing is sought', () => {
    expect(finds('  ', 'anything')).toBe(true);
    expect(finds('', undefined, null)).toBe(true);
  });

  it('does not find a word across two texts', () => {
    expect(finds('ab', 'a', 'b')).toBe(false);
  });
});

describe('byName', () => {
  it('orders as people do', () => {
    expect(['Page 10', 'page 2', 'Ärger', 'Zoo'].sort(byName('en'))).toEqual(['Ärger', 'page 2', 'Page 10', 'Zoo']);
  });
});
