import type { IconName } from '../icon/icon';

/** A short notice at the bottom, with at most one action. Never for errors that need an answer. */
export interface Toast {
  id: number;
  icon: IconName;
  text: string;
  action?: { label: string; run: () => void } | undefined;
  /** Leaves at this moment of `performance.now()`. */
  until: number;
}

/** How long a toast stays, ms. */
export const TOAST_MS = 5000;

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

const set = (value: readonly Toast[]): void => {
  toasts = value;
  listeners.forEach((listener) => listener());
};

/** Shows a notice for 5 s; a newer one stands above older ones, at most three at once. */
export const toast = (text: string, options: { icon?: IconName; action?: Toast['action'] } = {}): number => {
  const id = next++;
  set([...toasts.slice(-2), { id, text, icon: options.icon ?? 'tick', action: options.action, until: performance.now() + TOAST_MS }]);
  setTimeout(() => dismissToast(id), TOAST_MS);
  return id;
};

/** Takes a notice away. */
export const dismissToast = (id: number): void => set(toasts.filter((each) => each.id !== id));

/** For `useSyncExternalStore`. */
export const subscribeToasts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The notices that stand now. */
export const currentToasts = (): readonly Toast[] => toasts;
