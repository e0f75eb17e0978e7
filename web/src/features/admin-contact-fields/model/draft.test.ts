import { describe, expect, it } from 'vitest';
import { draftOf, fieldsOf, keyOf, moved } from './draft';

describe('fields of contacts in the form', () => {
  it('get keys of their names that nobody else has', () => {
    expect(keyOf('Größe (cm)', [])).toBe('grosse_cm');
    expect(keyOf('Tier', ['tier', 'tier_2'])).toBe('tier_3');
    expect(keyOf('客户', [])).toBe('field');
  });

  it('keep their keys when they are renamed, and drop choices that make no sense', () => {
    const tier = draftOf({ key: 'tier', label: 'Tier', kind: 'choice', choices: ['Gold'], required: true });
    const other = { ...draftOf({ key: '', label: 'Tier' }), label: 'tier', choices: 'left over', fresh: true };
    expect(fieldsOf([{ ...tier, label: 'Level', choices: 'Gold\n\n Silver ' }, other])).toEqual([
      { key: 'tier', label: 'Level', kind: 'choice', choices: ['Gold', 'Silver'], required: true, searchable: false },
      { key: 'tier_2', label: 'tier', kind: 'text', choices: [], required: false, searchable: false },
    ]);
  });

  it('change places', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  });
});
