/** A list with one thing replaced, or added at its end. */
export const upsert = <T extends { readonly id: string }>(all: readonly T[], one: T): T[] =>
  all.some(({ id }) => id === one.id) ? all.map((each) => (each.id === one.id ? one : each)) : [...all, one];
