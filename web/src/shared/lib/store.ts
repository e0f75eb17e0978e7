import { useRef, useSyncExternalStore } from 'react';

/** A value that changes as a whole and tells who listens. */
export interface Store<T> {
  get: () => T;
  /** Replaces the value; the same value tells nobody. */
  update: (change: (value: T) => T) => void;
  subscribe: (listener: () => void) => () => void;
}

/** Makes a store. */
export const makeStore = <T>(initial: T): Store<T> => {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    update: (change) => {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const sameArray = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((item, at) => Object.is(item, b[at]));

const same = (a: unknown, b: unknown): boolean => Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && sameArray(a, b));

/** What a selector finds in a store; renders anew only when that changes. Lists count as the same when their items are. */
export const useStore = <T, S>(store: Store<T>, select: (value: T) => S): S => {
  const last = useRef<{ found: S } | undefined>(undefined);
  const snapshot = (): S => {
    const found = select(store.get());
    if (last.current && same(last.current.found, found)) return last.current.found;
    last.current = { found };
    return found;
  };
  return useSyncExternalStore(store.subscribe, snapshot);
};
