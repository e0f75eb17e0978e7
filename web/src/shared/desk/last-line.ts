import type { Translate } from '../i18n/t';

const WORDS = ['image', 'audio', 'video', 'file', 'sticker', 'location', 'link', 'template'] as const;

/** A list's line in the present language: the server names parts without text by a word in brackets. */
export const lastLine = (line: string, t: Translate): string => {
  const word = /^\[(\w+)\]$/.exec(line)?.[1];
  const known = WORDS.find((each) => each === word);
  return known ? t(`desk:part.${known}`) : line;
};
