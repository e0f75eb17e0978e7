import { useSyncExternalStore } from 'react';

/** One column: list, conversation and customer take turns on the screen. */
const narrow = typeof matchMedia === 'undefined' ? undefined : matchMedia('(max-width: 640px)');

const subscribe = (listener: () => void): (() => void) => {
  narrow?.addEventListener('change', listener);
  return () => narrow?.removeEventListener('change', listener);
};

/** Whether the screen has room for one column only. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
