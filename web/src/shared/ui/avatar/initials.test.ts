import { describe, expect, it } from 'vitest';
import { groundOf, initials } from './initials';

describe('initials', () => {
  it('takes first and last word', () => {
    expect(initials('Marta Olsen')).toBe('MO');
    expect(initials('  Ana María de la Cruz ')).toBe('AC');
    expect(initials('ana')).toBe('A');
  });

  it('survives names without letters', () => {
    expect(initials('')).toBe('?');
    expect(initials('🙂')).toBe('?');
    expect(initials('🙂 Yuki')).toBe('Y');
  });

  it('keeps combined letters whole', () => {
    expect(initials('E\u0301mile Zola')).toBe('E\u0301Z');
  });
});

describe('groundOf', () => {
  it('is one of six and stays the same', () => {
    for (const name of ['Marta Olsen', '李雷', '']) {
      expect(groundOf(name)).toBe(groundOf(name));
      expect(groundOf(name)).toBeGreaterThanOrEqual(1);
      expect(groundOf(name)).toBeLessThanOrEqual(6);
    }
  });
});
