import { expect, it } from 'vitest';
import { piecesOf } from './links';

const links = (text: string) => piecesOf(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));

it('finds addresses without the punctuation around them', () => {
  expect(links('See https://example.net/a?b=1, or (www.example.org/x).')).toEqual(['https://example.net/a?b=1', 'https://www.example.org/x']);
  expect(links('https://example.net/tent_(2)')).toEqual(['https://example.net/tent_(2)']);
});

it('follows nothing but http and https', () => {
  expect(links('javascript:alert(1) ftp://example.net data:text/html,x')).toEqual([]);
});

it('keeps every character of the text', () => {
  for (const text of ['a https://example.net. b', 'https://x.example', 'no link', '', 'http://']) {
    expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text);
  }
});
