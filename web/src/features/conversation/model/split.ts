/** How a channel counts the length of a text. */
export type TextUnit = 'utf16' | 'bytes';

const encoder = new TextEncoder();

/** The length of a text in a channel's unit. */
export const textLength = (text: string, unit: TextUnit): number => (unit === 'utf16' ? text.length : encoder.encode(text).length);

const SENTENCE_END = /[.!?…。！？؟।]$/u;

/** Where the next piece ends: at a line, else a sentence, else a word, else a character; as the server cuts. */
const bestCut = (text: string, limit: number, unit: TextUnit): number => {
  const cuts = { line: 0, sentence: 0, word: 0, grapheme: 0 };
  let used = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    const blank = /^\s+$/u.test(segment);
    if (used > limit) break;
    if (blank && index > 0) {
      cuts.word = index;
      if (/[\n\r\u2028\u2029]/u.test(segment)) cuts.line = index;
      else if (SENTENCE_END.test(text.slice(0, index))) cuts.sentence = index;
    }
    const size = textLength(segment, unit);
    if (used + size > limit && !blank) break;
    used += size;
    if (used <= limit) cuts.grapheme = index + segment.length;
  }
  const worth = cuts.grapheme / 2;
  return [cuts.line, cuts.sentence].find((cut) => cut > worth) ?? [cuts.word, cuts.grapheme].find((cut) => cut > 0) ?? text.length;
};

/** Into how many messages a text will be split; 0 for nothing to send. */
export const messageCount = (text: string, limit: number, unit: TextUnit): number => {
  if (!text.trim()) return 0;
  if (textLength(text, unit) <= limit) return 1;
  let rest = text.trim();
  let count = 0;
  while (textLength(rest, unit) > limit) {
    rest = rest.slice(bestCut(rest, limit, unit)).trimStart();
    count += 1;
  }
  return rest ? count + 1 : count;
};
