import { useSyncExternalStore } from 'react';

/** The simulator's pages. */
export const PAGES = [
  { path: '/phone', title: 'Customer’s phone' },
  { path: '/dashboard', title: 'App dashboard' },
  { path: '/crowd', title: 'Crowd' },
  { path: '/faults', title: 'Faults' },
] as const;

export type PagePath = (typeof PAGES)[number]['path'];

const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
window.addEventListener('popstate', tell);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Goes to an address of the simulator; `replace` leaves no step back. */
export const go = (address: string, replace = false): void => {
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  tell();
};

/** The present page; the root is the phone. */
export const usePath = (): PagePath => {
  const path = useSyncExternalStore(subscribe, () => window.location.pathname);
  return PAGES.find((page) => page.path === path)?.path ?? '/phone';
};

/** A parameter of the address and how to change it. */
export const useParam = (name: string): [string | undefined, (value: string | undefined) => void] => {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const value = new URLSearchParams(search).get(name) ?? undefined;
  const set = (next: string | undefined) => {
    const params = new URLSearchParams(window.location.search);
    if (next === undefined) params.delete(name);
    else params.set(name, next);
    go(`${window.location.pathname}${params.size > 0 ? `?${params.toString()}` : ''}`, true);
  };
  return [value, set];
};
