import { describe, expect, it } from 'vitest';
import { outdatedBy } from './news';

describe('what news puts out of date', () => {
  it('is the account and its list when its traffic or health changed', () => {
    const frame = { kind: 'account.changed', seq: 7, at: 0, data: { account_id: 'a1' } } as const;
    expect(outdatedBy(frame)).toEqual([
      ['admin', 'accounts'],
      ['admin', 'account', 'a1'],
    ]);
  });

  it('reaches what refers to the thing that changed', () => {
    const frame = { kind: 'config.changed', seq: 7, at: 0, data: { what: 'teams' } } as const;
    expect(outdatedBy(frame)).toContainEqual(['admin', 'users']);
  });

  it('is everything when a newer server names what this app does not know', () => {
    const frame = { kind: 'config.changed', seq: 7, at: 0, data: { what: 'weather' } } as const;
    expect(outdatedBy(frame)).toEqual([['admin']]);
  });

  it('is nothing for pings', () => {
    expect(outdatedBy({ kind: 'ping', seq: 9, server_time: 0 })).toEqual([]);
  });
});
