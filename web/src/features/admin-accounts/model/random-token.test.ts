import { describe, expect, it } from 'vitest';
import { randomToken } from './random-token';

describe('randomToken', () => {
  it('has at least 128 bits in letters and digits that survive copying', () => {
    const token = randomToken();
    expect(token).toMatch(/^[2-9A-HJ-NP-Za-km-z]{4}(-[2-9A-HJ-NP-Za-km-z]{4}){5}$/);
    expect(24 * Math.log2(57)).toBeGreaterThan(128);
  });

  it('differs each time', () => {
    const tokens = new Set(Array.from({ length: 500 }, () => randomToken()));
    expect(tokens.size).toBe(500);
  });

  it('uses every letter about equally often', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 2000; round += 1) {
      for (const letter of randomToken().replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    const expected = (2000 * 24) / 57;
    expect(counts.size).toBe(57);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.25);
  });

  it('throws away bytes that would favour some letters', () => {
    let round = 0;
    const token = randomToken((bytes) => bytes.fill(round++ === 0 ? 255 : 0));
    expect(token).toBe('2222-2222-2222-2222-2222-2222');
    expect(round).toBe(2);
  });
});
