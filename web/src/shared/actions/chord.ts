/**
 * A key combination, written by physical key: `Alt+KeyA`, `Ctrl+Enter`, `Digit1`, `Shift+Slash`.
 * On a Mac, Ctrl is ⌘ and Alt is ⌃⌥ (⌥ alone writes letters).
 */
export interface Chord {
  code: string;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
}

/** What of a keyboard event matters here. */
export interface KeyPress {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  getModifierState: (key: string) => boolean;
}

/** Reads the written form. */
export const parseChord = (written: string): Chord => {
  const parts = written.split('+');
  const code = parts.pop() ?? '';
  return { code, ctrl: parts.includes('Ctrl'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
};

const sameCode = (wanted: string, pressed: string): boolean =>
  wanted === pressed || (wanted === 'Enter' && pressed === 'NumpadEnter') || (wanted.startsWith('Digit') && pressed === wanted.replace('Digit', 'Numpad'));

/** Whether a key press is the combination. AltGr never is. */
export const matches = (chord: Chord, press: KeyPress, mac: boolean): boolean => {
  if (press.getModifierState('AltGraph')) return false;
  const ctrl = mac ? press.metaKey : press.ctrlKey;
  const alt = mac ? press.altKey && press.ctrlKey : press.altKey;
  const stray = mac ? !chord.alt && (press.ctrlKey || press.altKey) : press.metaKey;
  return sameCode(chord.code, press.code) && chord.ctrl === ctrl && chord.alt === alt && chord.shift === press.shiftKey && !stray;
};

const WORDS: Record<string, string> = {
  Slash: '/',
  BracketLeft: '[',
  BracketRight: ']',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
};

const keyWord = (code: string): string => WORDS[code] ?? code.replace(/^(Key|Digit)/, '');

/** The caps to press, e.g. `['Alt', 'A']`. */
export const chordCaps = (written: string, mac: boolean): string[] => {
  const chord = parseChord(written);
  if (chord.shift && chord.code === 'Slash' && !chord.ctrl && !chord.alt) return ['?'];
  return [
    ...(chord.ctrl ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(chord.alt ? [mac ? '⌃⌥' : 'Alt'] : []),
    ...(chord.shift ? ['Shift'] : []),
    keyWord(chord.code),
  ];
};
