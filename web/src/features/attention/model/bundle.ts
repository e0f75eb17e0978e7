/** News of other chats, bundled so that at most one announcement comes in five seconds. */
export interface Bundle {
  add: (name: string) => void;
  stop: () => void;
}

/** At most one announcement in this time. */
export const BUNDLE_MS = 5000;

/** Makes a bundle; `say` gets the names since the last announcement, each once, in order. */
export const makeBundle = (say: (names: readonly string[]) => void, now: () => number = Date.now): Bundle => {
  let names: string[] = [];
  let lastAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (): void => {
    timer = undefined;
    lastAt = now();
    const said = names;
    names = [];
    say(said);
  };
  return {
    add: (name) => {
      if (!names.includes(name)) names.push(name);
      timer ??= setTimeout(speak, Math.max(0, lastAt + BUNDLE_MS - now()));
    },
    stop: () => clearTimeout(timer),
  };
};
