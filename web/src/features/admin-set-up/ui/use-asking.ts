import { useCallback, useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SetUpView } from '@/shared/api/schema';
import { checkSetUp, setUpQuery } from '../api/set-up';
import { nextAsk } from '../model/rhythm';

/** What tells that a person is at this window. */
const TOUCHES = ['focus', 'pointerdown', 'keydown'] as const;

/**
 * Asks the platform while the guide is open and something is waited for: at once, whenever the window comes back, and
 * in between. Returns a function that asks now.
 */
export const useAsking = (id: string, language: string, view: SetUpView): (() => Promise<void>) => {
  const queries = useQueryClient();
  const done = view.steps.every(({ state }) => state === 'done');
  const standing = view.steps.map(({ state }) => state).join();
  const touched = useRef(0);
  const ask = useCallback(async () => {
    try {
      queries.setQueryData(setUpQuery(id, language).queryKey, await checkSetUp(id, language));
    } catch {
      // The page says itself when the server cannot be reached; the next time comes.
    }
  }, [id, language, queries]);

  useEffect(() => {
    touched.current = Date.now();
  }, [standing]);

  useEffect(() => {
    if (done) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      timer = setTimeout(() => void turn(), nextAsk(Date.now(), touched.current, false));
    };
    const turn = async () => {
      clearTimeout(timer);
      if (!document.hidden) await ask();
      clearTimeout(timer);
      later();
    };
    const touch = () => {
      touched.current = Date.now();
    };
    const back = () => {
      if (document.hidden) return;
      touch();
      void turn();
    };
    void turn();
    for (const kind of TOUCHES) window.addEventListener(kind, touch);
    document.addEventListener('visibilitychange', back);
    return () => {
      clearTimeout(timer);
      for (const kind of TOUCHES) window.removeEventListener(kind, touch);
      document.removeEventListener('visibilitychange', back);
    };
  }, [done, ask]);
  return ask;
};
