import { useSyncExternalStore } from 'react';

/** One shared clock: everything that counts seconds on the screen ticks together. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
let offset = 0;

const tick = (): void => {
  now = Date.now() + offset;
  listeners.forEach((listener) => listener());
};

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) {
    now = Date.now() + offset;
    timer = setInterval(tick, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
};

/** Corrects the shared clock by the server's, so that countdowns agree with it. */
export const alignClock = (serverTime: number): void => {
  const found = serverTime - Date.now();
  // Jitter of the network is not worth a jump.
  if (Math.abs(found - offset) < 300) return;
  offset = found;
  tick();
};

/** The server's clock now, UTC milliseconds. */
export const serverNow = (): number => Date.now() + offset;

/** The server's clock, renewed every second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
