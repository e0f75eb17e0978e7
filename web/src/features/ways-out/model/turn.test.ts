import { expect, test } from 'vitest';
import { DAY, HOUR } from '@/shared/lib/times';
import { turnOf } from './turn';

const rules = { every: { WEEKLY: 7 * DAY }, otherwise_ms: 2 * DAY, margin_ms: 1000 };
const given = { id: 'perm_1', topic: 'Kettles', given_at: 0 };

test('a fresh permission is free, and is so again when its time has passed', () => {
  expect(turnOf(given, rules, 5 * DAY)).toEqual({ is: 'free' });
  const used = { ...given, frequency: 'weekly', used_at: DAY };
  expect(turnOf(used, rules, 8 * DAY)).toEqual({ is: 'later', at: 8 * DAY + 1000 });
  expect(turnOf(used, rules, 8 * DAY + 1000)).toEqual({ is: 'free' });
});

test('without a word for the frequency the usual distance holds', () => {
  expect(turnOf({ ...given, used_at: 0 }, rules, HOUR)).toEqual({ is: 'later', at: 2 * DAY + 1000 });
});

test('what was stopped or has ended says so', () => {
  expect(turnOf({ ...given, stopped_at: 1 }, rules, 2)).toEqual({ is: 'stopped' });
  expect(turnOf({ ...given, expires_at: DAY }, rules, DAY - 1000)).toEqual({ is: 'ended', at: DAY });
});
