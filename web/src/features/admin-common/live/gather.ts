/**
 * Runs a task for what was asked for: at once, then at most once in `everyMs` however often it is asked for.
 * An account under load reports each event; its screen is renewed calmly.
 */
export const gather = (run: (keys: ReadonlySet<string>) => void, everyMs: number) => {
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting.size === 0) return;
    const keys = waiting;
    waiting = new Set();
    run(keys);
    timer = setTimeout(flush, everyMs);
  };
  return {
    ask: (key: string) => {
      waiting.add(key);
      if (timer === undefined) flush();
    },
    stop: () => {
      clearTimeout(timer);
      waiting.clear();
    },
  };
};
