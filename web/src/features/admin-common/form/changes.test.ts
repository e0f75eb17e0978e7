import { describe, expect, it } from 'vitest';
import { changedKeys, rebase, same, takeTheirs } from './changes';

interface Sample {
  name: string;
  priority: number;
  teams: readonly string[];
  token?: string | undefined;
}

const base: Sample = { name: 'Main', priority: 10, teams: ['a'] };

describe('same', () => {
  it('compares by content', () => {
    expect(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same(undefined, null)).toBe(false);
  });

  it('takes an absent key for one that is undefined', () => {
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  });
});

describe('changedKeys', () => {
  it('names what differs', () => {
    expect(changedKeys(base, { ...base, name: 'Other', token: 'x' })).toEqual(['name', 'token']);
  });

  it('is empty again when a change was taken back', () => {
    expect(changedKeys(base, { ...base, teams: ['a'], token: undefined })).toEqual([]);
  });
});

describe('rebase', () => {
  it('takes over what I did not touch and keeps what I did', () => {
    const mine = { ...base, name: 'Mine' };
    const theirs = { ...base, priority: 50 };
    expect(rebase(base, mine, theirs)).toEqual({ draft: { ...base, name: 'Mine', priority: 50 }, conflicts: [] });
  });

  it('reports what both changed, keeping mine', () => {
    const result = rebase(base, { ...base, name: 'Mine', teams: [] }, { ...base, name: 'Theirs', teams: ['b'] });
    expect(result.conflicts).toEqual(['name', 'teams']);
    expect(result.draft.name).toBe('Mine');
  });

  it('sees no conflict where both made the same change', () => {
    const result = rebase(base, { ...base, name: 'New' }, { ...base, name: 'New' });
    expect(result.conflicts).toEqual([]);
    expect(changedKeys({ ...base, name: 'New' }, result.draft)).toEqual([]);
  });

  it('keeps a value that only the draft has', () => {
    const result = rebase(base, { ...base, token: 'secret' }, { ...base, priority: 1 });
    expect(result.draft.token).toBe('secret');
    expect(result.conflicts).toEqual([]);
  });
});

describe('takeTheirs', () => {
  it('replaces only the named values', () => {
    const mine = { ...base, name: 'Mine', priority: 99 };
    expect(takeTheirs(mine, base, ['name'])).toEqual({ ...base, priority: 99 });
  });
});
