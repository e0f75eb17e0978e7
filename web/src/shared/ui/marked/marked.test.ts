import { expect, it } from 'vitest';
import { stretches } from './marked';

it('cuts a line at its marks', () => {
  expect(stretches('Die 🧾 Rechnung ist da', [{ from: 7, to: 15 }])).toEqual([
    { text: 'Die 🧾 ', marked: false },
    { text: 'Rechnung', marked: true },
    { text: ' ist da', marked: false },
  ]);
  expect(stretches('all', [{ from: 0, to: 3 }])).toEqual([{ text: 'all', marked: true }]);
  expect(stretches('short', [{ from: 3, to: 90 }, { from: 2, to: 2 }])).toEqual([{ text: 'short', marked: false }]);
  expect(stretches('', [])).toEqual([]);
});
