import type { QueryClient } from '@tanstack/react-query';
import { alignClock } from '@/shared/lib/use-now';
import { makeStore } from '@/shared/lib/store';
import { keys, LOG_LINES } from './queries';
import type { LogLine, News } from './types';

/** Whether the event stream is open; the shell says when it is not. */
export const connection = makeStore<'connecting' | 'open' | 'lost'>('connecting');

/** Renews bundled: a crowd brings hundreds of news a second. */
const GATHER_MS = 80;

/** Keeps the cache fresh by the simulator's news. Runs as long as the page lives. */
export const startLive = (queries: QueryClient): void => {
  const stale = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = (key: readonly string[]) => {
    stale.set(key.join('|'), key);
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const each of stale.values()) void queries.invalidateQueries({ queryKey: each });
      stale.clear();
    }, GATHER_MS);
  };
  const addLine = (entry: LogLine) => {
    for (const key of [keys.log(undefined), keys.log(entry.psid ?? undefined)]) {
      queries.setQueryData<LogLine[]>(key, (lines) =>
        lines && (lines[0]?.id ?? 0) < entry.id ? [entry, ...lines].slice(0, LOG_LINES) : lines,
      );
    }
  };
  const take = (news: News): void => {
    switch (news.kind) {
      case 'hello':
      case 'reset':
        if (news.kind === 'hello') alignClock(news.now_ms);
        void queries.invalidateQueries();
        break;
      case 'clock':
        alignClock(news.now_ms);
        renew(keys.overview);
        break;
      case 'thread':
        renew(keys.chat(news.psid));
        renew(keys.overview);
        break;
      case 'log':
        addLine(news.entry);
        break;
      case 'setup':
      case 'people':
        renew(keys.overview);
        break;
      case 'posts':
        renew(keys.posts(news.page_id));
        break;
      case 'faults':
        renew(keys.faults);
        break;
      case 'crowd':
        renew(keys.crowds);
        break;
    }
  };
  // The browser connects again by itself; each time begins with a hello, and everything is fetched anew.
  const source = new EventSource('/simulator/api/events');
  source.onopen = () => connection.update(() => 'open');
  source.onerror = () => connection.update(() => 'lost');
  source.onmessage = (event: MessageEvent<string>) => take(JSON.parse(event.data) as News);
};
