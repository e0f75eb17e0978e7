import { expect, it } from 'vitest';
import { aContact } from '@/shared/desk/fixtures/build';
import { contactChange } from './change';

it('holds only what changed, and clears what was emptied', () => {
  const contact = aContact({ first_name: 'Marta', last_name: 'Olsen', email: 'm@example.net', phone: null, language: null, company: null });
  const form = { first_name: 'Marta', last_name: ' Olsen ', email: '', phone: '+47 1', language: '', company: '' };
  expect(contactChange(contact, form)).toEqual({ email: null, phone: '+47 1' });
});
