/**
 * Gathers what comes in quick succession and hands it over at once, in order: once per frame of the screen, so that
 * nothing is drawn twice in between. A hidden window has no frames, and its timers are slow: there it comes at once.
 */
export const coalesce = <T>(take: (items: readonly T[]) => void): ((item: T) => void) => {
  let waiting: T[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    take(items);
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = flush;
  // The frame that was waited for may not come any more.
  document.addEventListener('visibilitychange', flush);
  return (item) => {
    waiting.push(item);
    if (waiting.length > 1) return;
    if (document.visibilityState === 'visible') requestAnimationFrame(flush);
    else channel.port2.postMessage(null);
  };
};
