const RELOADED_AT = 'parlance.reloaded-at';
const RELOAD_AGAIN_AFTER_MS = 60_000;
const RETRIES = 2;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A chunk that cannot be loaded most likely belongs to an older build: load the page anew, but never in a circle. */
const reloadOnce = (): boolean => {
  const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
  if (Date.now() - last < RELOAD_AGAIN_AFTER_MS) return false;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  location.reload();
  return true;
};

/** Loads a chunk of the app; tries again on a bad line and loads the page anew once after a deployment. */
export const loadChunk = async <T>(load: () => Promise<T>): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await load();
    } catch (error) {
      if (attempt < RETRIES) await pause(400 * (attempt + 1));
      else if (navigator.onLine && reloadOnce()) return new Promise<T>(() => undefined);
      else throw error;
    }
  }
};
