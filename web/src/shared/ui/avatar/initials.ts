// Making one costs more than all that it is asked here.
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Two letters that stand for a name: first letters of the first and the last word. */
export const initials = (name: string): string => {
  const words = name.trim().split(/[\s_.-]+/u).filter(Boolean);
  const first = firstLetter(words[0] ?? '');
  const last = words.length > 1 ? firstLetter(words[words.length - 1] ?? '') : '';
  return (first + last || '?').toLocaleUpperCase();
};

/** The first letter as people see it: emoji and combined letters stay whole. */
const firstLetter = (word: string): string => {
  for (const { segment } of graphemes.segment(word)) if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  return '';
};

/** One of six grounds, always the same for a name. */
export const groundOf = (name: string): number => {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (hash % 6) + 1;
};
