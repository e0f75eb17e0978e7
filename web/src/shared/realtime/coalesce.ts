/**
 * Gathers what comes in quick succession and hands it over at once, in order, without the delay that timers have in
 * hidden windows.
 */
export const coalesce = <T>(take: (items: readonly T[]) => void): ((item: T) => void) => {
  let waiting: T[] = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const items = waiting;
    waiting = [];
    take(items);
  };
  return (item) => {
    waiting.push(item);
    if (waiting.length === 1) channel.port2.postMessage(null);
  };
};
