const hasControl = (text: string): boolean => [...text].some((character) => character < ' ');

/** A path of this app, safe to go to after signing in: one leading `/`, not `//` or `/\\`. Anything else is undefined. */
export const localPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) && !hasControl(value) ? value : undefined;
