/** Says that the agent types, sparingly: at the first key, again every so often, and the end after a pause. */
export interface TypingSignal {
  /** A key was pressed in a reply that is not empty. */
  typed: () => void;
  /** Sent, emptied or left. */
  stopped: () => void;
}

const AGAIN_MS = 8000;
const PAUSE_MS = 6000;

/** Makes a signal; `say` is told only of changes and reminders. */
export const makeTypingSignal = (say: (typing: boolean) => void, now: () => number = Date.now): TypingSignal => {
  let said: number | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const stopped = (): void => {
    clearTimeout(pause);
    if (said === undefined) return;
    said = undefined;
    say(false);
  };
  return {
    typed: () => {
      clearTimeout(pause);
      pause = setTimeout(stopped, PAUSE_MS);
      if (said !== undefined && now() - said < AGAIN_MS) return;
      said = now();
      say(true);
    },
    stopped,
  };
};
