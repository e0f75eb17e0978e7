import { describe, expect, it } from 'vitest';
import { changedKeys } from './changes';
import { decided, discarded, edited, opened, overtaken, saved } from './form-state';

interface Team {
  name: string;
  supervisors: readonly string[];
  secret?: string | undefined;
}

const base: Team = { name: 'Returns', supervisors: ['ana'] };
const start = opened('v1', base);

describe('a form', () => {
  it('forgets the fault of a value that is edited', () => {
    const faulty = { ...start, errors: { name: 'Enter a name.', 'supervisors[0]': 'Unknown.' } };
    expect(edited(faulty, { name: 'Orders' }).errors).toEqual({ 'supervisors[0]': 'Unknown.' });
  });

  it('goes back to what is applied', () => {
    expect(discarded(edited(start, { name: 'Orders' }))).toEqual(start);
  });
});

describe('somebody else applies meanwhile', () => {
  it('silently takes over what I did not touch', () => {
    const state = overtaken(edited(start, { name: 'Orders' }), 'v2', { ...base, supervisors: [] });
    expect(state.draft).toEqual({ name: 'Orders', supervisors: [] });
    expect(state.conflicts).toEqual([]);
  });

  it('asks about what both touched, once, until it is decided', () => {
    const theirs = { ...base, name: 'Repairs' };
    const asked = overtaken(edited(start, { name: 'Orders' }), 'v2', theirs);
    expect(asked.conflicts).toEqual(['name']);
    const again = overtaken(asked, 'v3', { ...theirs, supervisors: ['bo'] });
    expect(again.conflicts).toEqual(['name']);
    expect(decided(again, 'theirs').draft).toEqual({ name: 'Repairs', supervisors: ['bo'] });
    expect(decided(again, 'mine').draft.name).toBe('Orders');
    expect(decided(again, 'mine').conflicts).toEqual([]);
  });

  it('has nothing to ask when they come to my value', () => {
    const asked = overtaken(edited(start, { name: 'Orders' }), 'v2', { ...base, name: 'Repairs' });
    expect(overtaken(asked, 'v3', { ...base, name: 'Orders' }).conflicts).toEqual([]);
  });
});

describe('applying', () => {
  it('leaves nothing changed, not even a write-only value that never comes back', () => {
    const mine = edited(start, { secret: 'new' });
    const state = saved(mine, mine.draft, 'v2', base);
    expect(changedKeys(state.base, state.draft)).toEqual([]);
  });

  it('keeps what was typed while the values were on their way', () => {
    const sent = edited(start, { name: 'Orders' });
    const state = saved(edited(sent, { supervisors: [] }), sent.draft, 'v2', { ...base, name: 'Orders' });
    expect(changedKeys(state.base, state.draft)).toEqual(['supervisors']);
  });

  it('takes the value as the server wrote it', () => {
    const sent = edited(start, { name: ' Orders ' });
    expect(saved(sent, sent.draft, 'v2', { ...base, name: 'Orders' }).draft.name).toBe('Orders');
  });
});
