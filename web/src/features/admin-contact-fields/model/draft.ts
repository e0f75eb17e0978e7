import type { ContactField, ContactFieldKind } from '@/shared/api/schema';

/** What a field takes. */
export const KINDS = ['text', 'number', 'date', 'choice', 'yes_no'] as const satisfies readonly ContactFieldKind[];

/** A field as the form has it. */
export interface FieldDraft {
  key: string;
  label: string;
  kind: ContactFieldKind;
  /** One a line. */
  choices: string;
  required: boolean;
  searchable: boolean;
  /** Not applied yet: its key follows its name, and what it takes can be chosen. */
  fresh: boolean;
}

export const draftOf = (field: ContactField): FieldDraft => ({
  key: field.key,
  label: field.label,
  kind: field.kind ?? 'text',
  choices: (field.choices ?? []).join('\n'),
  required: field.required ?? false,
  searchable: field.searchable ?? false,
  fresh: false,
});

/** A key made of a name: letters and digits, the rest `_`; unlike the others. */
export const keyOf = (label: string, taken: readonly string[]): string => {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 36);
  const base = plain || 'field';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.includes(`${base}_${number}`)) return `${base}_${number}`;
};

/** What is sent: every field, the keys of new ones made of their names. */
export const fieldsOf = (drafts: readonly FieldDraft[]): ContactField[] => {
  const fields: ContactField[] = [];
  const known = drafts.filter((each) => !each.fresh).map((each) => each.key);
  for (const each of drafts) {
    const key = each.fresh ? keyOf(each.label, [...known, ...fields.map((field) => field.key)]) : each.key;
    const choices = each.kind === 'choice' ? each.choices.split('\n').map((line) => line.trim()).filter(Boolean) : [];
    fields.push({ key, label: each.label.trim(), kind: each.kind, choices, required: each.required, searchable: each.searchable });
  }
  return fields;
};

/** One place up or down. */
export const moved = <T>(rows: readonly T[], at: number, step: -1 | 1): T[] => {
  const next = [...rows];
  const [row] = next.splice(at, 1);
  if (row !== undefined) next.splice(at + step, 0, row);
  return next;
};
