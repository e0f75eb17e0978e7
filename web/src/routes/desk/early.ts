import { getDesk } from '@/shared/desk/api';
import type { DeskSnapshot } from '@/shared/api/schema';
import { loadTexts } from '@/shared/i18n/i18n';

/** The texts of the desk. */
export const loadDeskTexts = (): Promise<void> => loadTexts('desk', 'reply', 'ways', 'comments', 'privacy');

/** What was asked for early is of use for so long; later the way through the events since then gets long. */
const FRESH_MS = 10_000;

let early: { at: number; snapshot: Promise<DeskSnapshot | undefined> } | undefined;

/**
 * Asks for all that the desk needs as soon as the address says that it is wanted: beside the question who is signed
 * in, not after it. Who may not see it is refused by the server, and the page says so in its usual way.
 */
export const beginDesk = (path: string, texts: Promise<void>): void => {
  if (!/^\/desktop(?:\/|$)/.test(path)) return;
  early = { at: Date.now(), snapshot: getDesk().catch(() => undefined) };
  const chunks = [import('./desk-page'), ...(path.startsWith('/desktop/chats/') ? [import('./chat-page')] : []), ...(/^\/desktop\/?$/.test(path) ? [import('./home-page')] : [])];
  // Whoever needs them asks again, and tells about a failure.
  void Promise.allSettled([...chunks, texts.then(loadDeskTexts)]);
};

/** The snapshot that was asked for early, once; else a new one. */
export const takeDesk = async (): Promise<DeskSnapshot> => {
  const begun = early;
  early = undefined;
  const fresh = begun !== undefined && Date.now() - begun.at < FRESH_MS;
  return (fresh ? await begun.snapshot : undefined) ?? getDesk();
};
