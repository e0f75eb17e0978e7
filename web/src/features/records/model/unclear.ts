import { ApiError } from '@/shared/api/errors';

/** Why nothing can be looked for by what was typed. */
export type Unclear = 'no_word' | 'only_excluded' | 'too_many_words';

const KNOWN: Record<Unclear, true> = { no_word: true, only_excluded: true, too_many_words: true };

const isKnown = (code: string): code is Unclear => code in KNOWN;

/** What is unclear about the words of a refused search; undefined when it failed otherwise. */
export const unclearPart = (error: unknown): Unclear | undefined =>
  error instanceof ApiError ? error.fields.map((each) => each.code).find(isKnown) : undefined;
