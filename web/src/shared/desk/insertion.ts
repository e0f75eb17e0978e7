import { useEffect } from 'react';
import { useLatest } from '../lib/latest';

type Insert = (text: string) => void;

let open: { readonly current: Insert } | undefined;

/** Takes texts that other parts of the desk offer, while the field is on the screen and can be written in. */
export const useInsertion = (insert: Insert, enabled: boolean): void => {
  const latest = useLatest(insert);
  useEffect(() => {
    if (!enabled) return;
    open = latest;
    return () => {
      if (open === latest) open = undefined;
    };
  }, [latest, enabled]);
};

/** Puts a text at the caret of the open composer; false: there is none that can be written in. */
export const insertText = (text: string): boolean => {
  open?.current(text);
  return open !== undefined;
};
