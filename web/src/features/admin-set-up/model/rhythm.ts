/** While somebody is at it, the platform is asked often: a step done there shows here soon. */
export const BUSY_MS = 8_000;
/** Somebody is at it for so long after a click, a key, or news. */
export const AT_IT_MS = 120_000;
/** Later it is asked seldom: calls to the platform are counted. */
export const IDLE_MS = 60_000;

/** How long to wait before the platform is asked again; `undefined` when nothing is waited for. */
export const nextAsk = (now: number, lastTouch: number, done: boolean): number | undefined => {
  if (done) return undefined;
  return now - lastTouch < AT_IT_MS ? BUSY_MS : IDLE_MS;
};
