import type { ContactPatch, ContactView } from '@/shared/api/schema';

/** The fields of a contact that an agent edits, as text. */
export type ContactFields = Record<(typeof FIELDS)[number], string>;

/** In the order of the form. */
export const FIELDS = ['first_name', 'last_name', 'email', 'phone', 'language', 'company'] as const;

/** Only what differs from the contact; an emptied field is cleared. */
export const contactChange = (contact: ContactView, form: ContactFields): ContactPatch =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = form[field].trim();
      return value === (contact[field] ?? '') ? [] : [[field, value === '' ? null : value]];
    }),
  );
