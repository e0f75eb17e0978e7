import { describe, expect, it } from 'vitest';
import { aContact } from '@/shared/desk/fixtures/build';
import { contactFilters } from './filters';
import { draftOf, newContactOf, patchOf } from './draft';

const known = aContact({ first_name: 'Marta', last_name: 'Olsen', email: 'm@example.net', more_emails: ['o@example.net'], phone: null, language: null, company: null, notes: '', fields: { tier: 'Gold' } });

describe('a contact in a form', () => {
  it('that was not touched changes nothing', () => {
    expect(patchOf(known, draftOf(known))).toEqual({});
  });

  it('sends only what changed, and clears what was emptied', () => {
    const draft = { ...draftOf(known), last_name: ' ', phones: ['', '+47 1'], fields: { tier: '', born: '1990-02-28' } };
    expect(patchOf(known, draft)).toEqual({ last_name: null, phone: '+47 1', more_phones: [], fields: { tier: null, born: '1990-02-28' } });
  });

  it('makes the second address the main one when the first is taken away', () => {
    expect(patchOf(known, { ...draftOf(known), emails: ['', 'o@example.net'] })).toEqual({ email: 'o@example.net', more_emails: [] });
  });

  it('that is new leaves out what is empty', () => {
    const draft = { ...draftOf(), first_name: 'Ana ', emails: ['a@example.net', '', 'b@example.net'], fields: { tier: 'Gold', born: '' } };
    expect(newContactOf(draft)).toEqual({ first_name: 'Ana', email: 'a@example.net', more_emails: ['b@example.net'], more_phones: [], notes: '', fields: { tier: 'Gold' } });
  });
});

describe('the filters of contacts', () => {
  it('come from the address, and leave out what makes no sense', () => {
    expect(contactFilters({ q: 4755, blocked: true })).toEqual({ q: '4755', blocked: true });
    expect(contactFilters({ q: '', blocked: 'perhaps' })).toEqual({});
  });
});
