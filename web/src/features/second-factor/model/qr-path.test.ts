import { expect, it } from 'vitest';
import { qrPath } from './qr-path';

it('has three finder patterns inside a quiet zone of four modules', () => {
  const { size, d } = qrPath('otpauth://totp/Parlance:nora?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Parlance');
  const dark = new Set(d.match(/M\d+ \d+/g));
  const is = (x: number, y: number) => dark.has(`M${x} ${y}`);
  const far = size - 4 - 7;
  for (const [x, y] of [[4, 4], [far, 4], [4, far]] as const) {
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => is(x + step, y))).toEqual(Array(7).fill(true));
    expect([1, 2, 3, 4, 5].map((step) => is(x + step, y + 1))).toEqual(Array(5).fill(false));
  }
  expect([...dark].some((at) => at.startsWith('M3 ') || at.endsWith(' 3'))).toBe(false);
});
