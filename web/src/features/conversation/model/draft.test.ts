import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, newerDraft } from './draft';

describe('a draft of two browsers', () => {
  const own = { ...EMPTY_DRAFT, reply: 'here', at: 100 };

  it('goes on with the newer one', () => {
    expect(newerDraft(own, { reply: 'elsewhere', note: '', written_at: 200 })).toEqual({ mode: 'reply', reply: 'elsewhere', note: '', at: 200 });
    expect(newerDraft(own, { reply: 'elsewhere', note: '', written_at: 100 })).toBe(own);
    expect(newerDraft(own, { reply: '', note: '' })).toBe(own);
  });

  it('is gone here when it was sent elsewhere, and opens on the note when that was begun', () => {
    expect(newerDraft(own, { reply: '', note: '', written_at: 200 }).reply).toBe('');
    expect(newerDraft(EMPTY_DRAFT, { reply: '', note: 'call back', written_at: 200 }).mode).toBe('note');
  });
});
