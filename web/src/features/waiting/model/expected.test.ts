import { expect, it } from 'vitest';
import type { Translate } from '@/shared/i18n/t';
import { expectedWords } from './expected';

const t: Translate = (key, values) => `${key}${values ? JSON.stringify(values) : ''}`;

it('is never too short', () => {
  expect(expectedWords(0, t)).toBe('waiting:expected.now');
  expect(expectedWords(60_001, t)).toBe('waiting:expected.minutes{"count":2}');
  expect(expectedWords(121 * 60_000, t)).toBe('waiting:expected.hours{"count":3}');
});
