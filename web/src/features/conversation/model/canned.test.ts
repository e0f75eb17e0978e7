import { describe, expect, it } from 'vitest';
import { aContact, aService } from '@/shared/desk/fixtures/build';
import { cannedQuery, fillCanned, findCanned } from './canned';

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
