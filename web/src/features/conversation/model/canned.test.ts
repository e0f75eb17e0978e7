import { describe, expect, it } from 'vitest';
import { aContact, aService } from '@/shared/desk/fixtures/build';
import { cannedQuery, fillCanned, findCanned, findPrepared, findTemplates } from './canned';

const texts = aService().canned_texts;

describe('cannedQuery', () => {
  it('is what stands behind a slash in an otherwise empty line', () => {
    expect(cannedQuery('/')).toBe('');
    expect(cannedQuery('/ret')).toBe('ret');
    for (const text of ['', 'a/ret', '/ret now', 'http://x', '/a\nb']) expect(cannedQuery(text)).toBeUndefined();
  });
});

describe('findCanned', () => {
  it('puts shortcuts that begin with the query first', () => {
    expect(findCanned(texts, 'ret').map((text) => text.shortcut)).toEqual(['return', 'retime', 'retstat', 'retry']);
    expect(findCanned(texts, 'LABEL').map((text) => text.shortcut)).toEqual(['return']);
    expect(findCanned(texts, 'trip').map((text) => text.shortcut)).toEqual(['bye']);
    expect(findCanned(texts, 'zzz')).toEqual([]);
    expect(findCanned(texts, '')).toHaveLength(texts.length);
  });
});

describe('fillCanned', () => {
  it('fills in names', () => {
    expect(fillCanned('Hello {first_name}, {agent} here.', aContact(), 'Ana Ruiz')).toBe('Hello Marta, Ana here.');
  });

  it('leaves a clean sentence where a name is not known', () => {
    expect(fillCanned('Thank you, {first_name}!', undefined, 'Ana')).toBe('Thank you!');
    expect(fillCanned('{unknown} stays', aContact(), 'Ana')).toBe('{unknown} stays');
  });
});

describe('findPrepared', () => {
  const templates = ['Which colour', 'Return label', 'Our colours'].map((name, at) => ({ id: `t${at}`, name }));

  it('finds message templates by the beginning of their name or of a word of it', () => {
    expect(findTemplates(templates, 'col').map(({ name }) => name)).toEqual(['Which colour', 'Our colours']);
    expect(findTemplates(templates, 'whichc').map(({ name }) => name)).toEqual(['Which colour']);
    expect(findTemplates(templates, 'abel')).toEqual([]);
  });

  it('puts texts before templates, and not all of a thousand templates', () => {
    const found = findPrepared(texts, templates, 'ret');
    expect(found.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text', 'template']);
    const many = Array.from({ length: 1000 }, (_, at) => ({ id: `${at}`, name: `Template ${at}` }));
    expect(findPrepared([], many, '')).toHaveLength(20);
  });
});
