import { expect, test } from 'vitest';
import type { ChannelHealth, HealthProblem, Severity } from '@/shared/api/schema';
import { problemsOf, urgent } from './problems';

const problem = (kind: string, severity: Severity, since: number): HealthProblem => ({ id: kind, kind, severity, since, sentence: `${kind}.`, fix: 'check_again', wording: { id: kind } });

const account = (name: string, ...problems: HealthProblem[]): ChannelHealth => ({
  account_id: name,
  name,
  channel: 'pigeon',
  status: 'working',
  problems,
  checks: [],
  hours: [],
  failures: [],
  events: 0,
  sent: 0,
  failed: 0,
  refused: 0,
  acknowledged_too_late: 0,
  waiting: 0,
  waiting_chats: 0,
  parked: 0,
  unknown_kinds: 0,
  messages: 0,
  standby: 0,
  owners: [],
  usage: [],
  repairs: true,
  resolved: [],
});

test('the worst stands first, among equals the oldest, over all accounts', () => {
  const accounts = [account('a', problem('slow', 'remark', 1), problem('parked', 'impaired', 5)), account('b', problem('token', 'stopped', 9), problem('rate', 'impaired', 2))];
  expect(problemsOf(accounts).map(({ account: { name }, problem: { kind } }) => `${name} ${kind}`)).toEqual(['b token', 'b rate', 'a parked', 'a slow']);
});

test('a remark asks nobody to hurry', () => {
  expect(urgent([account('a', problem('slow', 'remark', 1), problem('parked', 'impaired', 5))])).toBe(1);
  expect(urgent([])).toBe(0);
});

test('an account that fails counts also before its problem is known', () => {
  expect(urgent([{ ...account('a'), status: 'token_dead' }])).toBe(1);
  expect(urgent([{ ...account('a', problem('token', 'stopped', 1)), status: 'token_dead' }])).toBe(1);
});
