import { describe, expect, it } from 'vitest';
import { previewOf } from './preview';

describe('previewOf', () => {
  it('takes the first words, or says what it is', () => {
    expect(previewOf({ parts: [{ type: 'text', text: 'Is it open?' }] })).toBe('Is it open?');
    expect(previewOf({ parts: [{ type: 'quick_reply', payload: 'P' }, { type: 'text', text: 'Red' }] })).toBe('Red');
    expect(previewOf({ parts: [{ type: 'image', state: 'stored' }] })).toBe('[image]');
    expect(previewOf({ parts: [] })).toBe('');
  });
});
