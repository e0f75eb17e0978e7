import { describe, expect, it } from 'vitest';
import { aContact, aService } from '@/shared/desk/fixtures/build';
import { cannedQuery, fillCanned, findCanned, findPrepared, findTemplates } from './canned';

const texts = aService().canned_texts;

describe('cannedQuery', () => {
  it('is the word behind a slash before the caret, wherever it stands in the text', () => {
    expect(cannedQuery('/')).toEqual({ query: '', from: 0 });
    expect(cannedQuery('/ret')).toEqual({ query: 'ret', from: 0 });
    expect(cannedQuery('Hello. /ret')).toEqual({ query: 'ret', from: 7 });
    expect(cannedQuery('Hello\n/')).toEqual({ query: '', from: 6 });
    for (const text of ['', 'a/ret', '/ret now', 'http://x', 'and/or', '/etc/x']) expect(cannedQuery(text)).toBeUndefined();
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
  const values = { contact: aContact({ company: 'Alder' }), agent: 'Ana Ruiz', service: 'Returns', number: 'K-7F3Q-20941', date: '23 November' };

  it('fills in names and facts', () => {
    expect(fillCanned('Hello {first_name}, {agent} here.', values)).toBe('Hello Marta, Ana here.');
    expect(fillCanned('{name} of {company}: {number}, {service}, {date}. {agent_name}', values)).toBe('Marta Olsen of Alder: K-7F3Q-20941, Returns, 23 November. Ana Ruiz');
  });

  it('leaves a clean sentence where a name is not known', () => {
    expect(fillCanned('Thank you, {first_name}!', { ...values, contact: undefined })).toBe('Thank you!');
    expect(fillCanned('{unknown} stays', values)).toBe('{unknown} stays');
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
