const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase();

/** Whether every word of what a person looks for stands somewhere in the texts, without case and accents. */
export const finds = (sought: string, ...texts: readonly (string | null | undefined)[]): boolean => {
  const hay = texts.map((text) => plain(text ?? '')).join('\n');
  return plain(sought)
    .split(/\s+/u)
    .every((word) => hay.includes(word));
};

const collators = new Map<string, Intl.Collator>();

/** Compares names as people order them: without case, numbers by value. */
export const byName = (language: string): ((a: string, b: string) => number) => {
  const collator = collators.get(language) ?? new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  collators.set(language, collator);
  return (a, b) => collator.compare(a, b);
};
