import { describe, expect, it } from 'vitest';
import { chordCaps, matches, parseChord, type KeyPress } from './chord';

const press = (over: Partial<KeyPress> & { altGraph?: boolean }): KeyPress => ({
  code: 'KeyA',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  getModifierState: (key) => key === 'AltGraph' && (over.altGraph ?? false),
  ...over,
});

describe('a key combination', () => {
  it('is matched by physical key with exactly its modifiers', () => {
    const chord = parseChord('Alt+KeyA');
    expect(matches(chord, press({ altKey: true }), false)).toBe(true);
    expect(matches(chord, press({}), false)).toBe(false);
    expect(matches(chord, press({ altKey: true, ctrlKey: true }), false)).toBe(false);
    expect(matches(chord, press({ altKey: true, code: 'KeyQ' }), false)).toBe(false);
  });

  it('is never triggered by AltGr', () => {
    expect(matches(parseChord('Alt+KeyA'), press({ altKey: true, altGraph: true }), false)).toBe(false);
    expect(matches(parseChord('Ctrl+Alt+KeyE'), press({ code: 'KeyE', altKey: true, ctrlKey: true, altGraph: true }), false)).toBe(false);
  });

  it('takes ⌘ for Ctrl and ⌃⌥ for Alt on a Mac', () => {
    expect(matches(parseChord('Ctrl+Enter'), press({ code: 'Enter', metaKey: true }), true)).toBe(true);
    expect(matches(parseChord('Ctrl+Enter'), press({ code: 'Enter', ctrlKey: true }), true)).toBe(false);
    expect(matches(parseChord('Alt+KeyA'), press({ altKey: true, ctrlKey: true }), true)).toBe(true);
    expect(matches(parseChord('Alt+KeyA'), press({ altKey: true }), true)).toBe(false);
  });

  it('takes the digits and Enter of the number pad', () => {
    expect(matches(parseChord('Digit3'), press({ code: 'Numpad3' }), false)).toBe(true);
    expect(matches(parseChord('Ctrl+Enter'), press({ code: 'NumpadEnter', ctrlKey: true }), false)).toBe(true);
  });

  it('shows its caps', () => {
    expect(chordCaps('Alt+KeyA', false)).toEqual(['Alt', 'A']);
    expect(chordCaps('Ctrl+Enter', true)).toEqual(['⌘', '↵']);
    expect(chordCaps('Shift+Slash', false)).toEqual(['?']);
  });
});
