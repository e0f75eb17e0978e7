/** Values of a form by key. A key that is absent or `undefined` means "nothing entered". */
export type Values = object;

/** The keys of a form's values. */
export type KeyOf<D extends Values> = Extract<keyof D, string>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether two values of a form mean the same: by content, not by identity. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
};

const keysOf = <D extends Values>(...all: readonly D[]): KeyOf<D>[] => [
  ...new Set(all.flatMap((values) => Object.keys(values) as KeyOf<D>[])),
];

/** What differs between the applied values and the draft, in the draft's order. */
export const changedKeys = <D extends Values>(base: D, draft: D): KeyOf<D>[] =>
  keysOf(draft, base).filter((key) => !same(base[key], draft[key]));

const pick = <D extends Values>(values: D, keys: readonly KeyOf<D>[]): Partial<D> => {
  const picked: Partial<D> = {};
  for (const key of keys) picked[key] = values[key];
  return picked;
};

/** The outcome of putting a draft onto newer applied values. */
export interface Rebased<D extends Values> {
  draft: D;
  /** Changed by both sides to different values; the draft keeps mine until somebody decides. */
  conflicts: KeyOf<D>[];
}

/**
 * Puts a draft onto values that somebody else applied meanwhile: what I did not touch becomes theirs, what only I
 * touched stays mine, what both changed differently is a conflict.
 */
export const rebase = <D extends Values>(base: D, draft: D, theirs: D): Rebased<D> => {
  const mine = changedKeys(base, draft);
  return {
    draft: { ...theirs, ...pick(draft, mine) },
    conflicts: mine.filter((key) => !same(base[key], theirs[key]) && !same(draft[key], theirs[key])),
  };
};

/** The draft with their values in place of mine at `keys`. */
export const takeTheirs = <D extends Values>(draft: D, theirs: D, keys: readonly KeyOf<D>[]): D => ({
  ...draft,
  ...pick(theirs, keys),
});
