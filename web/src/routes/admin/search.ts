/** Reads parts of an address; what makes no sense there is left out, never an error. */

/** A text that is not empty. */
export const text = (value: unknown): string | undefined => {
  // The address bar turns what looks like a number into one.
  const written = typeof value === 'number' ? String(value) : value;
  return typeof written === 'string' && written !== '' ? written : undefined;
};

/** One of some words. */
export const word = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((each) => each === value);

/** Without the parts that are not set, so that addresses stay short. */
export const compact = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
