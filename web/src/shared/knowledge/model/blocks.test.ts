import { describe, expect, it } from 'vitest';
import { blocks, pieces } from './blocks';

describe('the signs of an article', () => {
  it('makes headings, lists and paragraphs', () => {
    expect(blocks('# Returns\n\nWithin **30 days**\nunused\n- box\n- label\n1. wait').map((block) => block.kind)).toEqual(['heading', 'paragraph', 'list', 'list']);
  });

  it('reads strong and stressed words and links', () => {
    expect(pieces('a **b *c* x** [d](https://e.example) f')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', pieces: [{ kind: 'text', text: 'b ' }, { kind: 'stressed', pieces: [{ kind: 'text', text: 'c' }] }, { kind: 'text', text: ' x' }] },
      { kind: 'text', text: ' ' },
      { kind: 'link', address: 'https://e.example', pieces: [{ kind: 'text', text: 'd' }] },
      { kind: 'text', text: ' f' },
    ]);
  });

  it('leaves signs that close nothing, and links that could run something', () => {
    for (const text of ['2 * 3 * 4', '**', '[x] done', 'a_b_c']) expect(pieces(text)).toEqual([{ kind: 'text', text }]);
    expect(pieces('[now](javascript:alert)')).toEqual([{ kind: 'text', text: 'now' }]);
  });
});
