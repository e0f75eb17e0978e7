import type { ContactPatch, ContactView, NewContact } from '@/shared/api/schema';

/** A contact as a form has it: all as text, the main address and number first in their lists. */
export interface ContactDraft {
  first_name: string;
  last_name: string;
  emails: readonly string[];
  phones: readonly string[];
  language: string;
  company: string;
  notes: string;
  fields: Readonly<Record<string, string>>;
}

const LINES = ['first_name', 'last_name', 'language', 'company'] as const;

/** A form of what is known. */
export const draftOf = (contact?: ContactView): ContactDraft => ({
  first_name: contact?.first_name ?? '',
  last_name: contact?.last_name ?? '',
  emails: [contact?.email ?? '', ...(contact?.more_emails ?? [])],
  phones: [contact?.phone ?? '', ...(contact?.more_phones ?? [])],
  language: contact?.language ?? '',
  company: contact?.company ?? '',
  notes: contact?.notes ?? '',
  fields: contact?.fields ?? {},
});

const filled = (values: readonly string[]): string[] => values.map((value) => value.trim()).filter(Boolean);

const sameList = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((value, at) => value === other[at]);

/** What is sent to make a contact. */
export const newContactOf = (draft: ContactDraft): NewContact => {
  const [emails, phones] = [filled(draft.emails), filled(draft.phones)];
  return {
    ...Object.fromEntries(LINES.flatMap((key) => (draft[key].trim() ? [[key, draft[key].trim()]] : []))),
    ...(emails[0] ? { email: emails[0] } : {}),
    ...(phones[0] ? { phone: phones[0] } : {}),
    more_emails: emails.slice(1),
    more_phones: phones.slice(1),
    notes: draft.notes.trim(),
    fields: Object.fromEntries(Object.entries(draft.fields).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : []))),
  };
};

/** What is sent to change a contact: only what differs; what was emptied is cleared. */
export const patchOf = (contact: ContactView, draft: ContactDraft): ContactPatch => {
  const before = draftOf(contact);
  const [emails, phones] = [filled(draft.emails), filled(draft.phones)];
  const fields = Object.entries(draft.fields).flatMap(([key, value]): [string, string | null][] => (value.trim() === (before.fields[key] ?? '') ? [] : [[key, value.trim() || null]]));
  return {
    ...Object.fromEntries(LINES.flatMap((key) => (draft[key].trim() === before[key] ? [] : [[key, draft[key].trim() || null]]))),
    ...(sameList(emails, filled(before.emails)) ? {} : { email: emails[0] ?? null, more_emails: emails.slice(1) }),
    ...(sameList(phones, filled(before.phones)) ? {} : { phone: phones[0] ?? null, more_phones: phones.slice(1) }),
    ...(draft.notes.trim() === before.notes ? {} : { notes: draft.notes.trim() }),
    ...(fields.length > 0 ? { fields: Object.fromEntries<string | null>(fields) } : {}),
  };
};
