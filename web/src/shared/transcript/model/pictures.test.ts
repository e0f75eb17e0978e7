import { describe, expect, it } from 'vitest';
import type { MessageView, Part } from '../../api/schema';
import type { TranscriptItem } from './items';
import { picturesOf, shownWidth, sources } from './pictures';

const image = (id: string): Part => ({ type: 'image', state: 'stored', attachment_id: id, name: `${id}.png` });

const group = (parts: Part[], takenBack = false): TranscriptItem => ({
  kind: 'group',
  key: 'g',
  voice: 'customer',
  author: undefined,
  past: false,
  entries: [
    {
      key: 'm',
      voice: 'customer',
      at: 5,
      message: { id: 'm', parts, taken_back: takenBack } as unknown as MessageView,
      kept: undefined,
      standing: undefined,
      author: undefined,
      interactionId: undefined,
    },
  ],
});

describe('pictures of a transcript', () => {
  it('come in its order, without what is not here or was taken back', () => {
    const pending: Part = { type: 'image', state: 'pending' };
    const items = [group([image('a'), { type: 'text', text: 'x' }, pending, image('b')]), group([image('gone')], true), group([image('c')])];
    expect(picturesOf(items).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('have their width before they are loaded', () => {
    expect([40, 200, 4000].map(shownWidth)).toEqual([96, 200, 264]);
  });

  it('let the browser choose where there is a small one', () => {
    expect(sources('s', 'w', { width: 1600, height: 900, small_width: 640 })).toEqual({ src: 's', srcSet: 's 640w, w 1600w', sizes: '264px' });
    expect(sources('s', 'w', { width: 60, height: 90 })).toEqual({ src: 's' });
  });
});
