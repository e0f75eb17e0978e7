import type { KeptMessage } from './state';

/**
 * Messages that were written but not confirmed survive a reload of this window: in the window's own storage, which is
 * gone when it is closed, and never in the browser's lasting one.
 */
const keyOf = (userId: string): string => `parlance.kept.${userId}`;

const isKept = (value: unknown): value is KeptMessage =>
  typeof value === 'object' && value !== null && 'clientMsgId' in value && 'interactionId' in value && 'text' in value;

/** Writes them down. */
export const storeKept = (userId: string, kept: readonly KeptMessage[]): void => {
  try {
    if (kept.length === 0) sessionStorage.removeItem(keyOf(userId));
    else sessionStorage.setItem(keyOf(userId), JSON.stringify(kept));
  } catch {
    // A full storage costs the survival of a reload, not the message.
  }
};

/** What was under way is sent again: the server knows it by its id. Files that were not stored yet are lost with the page. */
const recalled = (kept: KeptMessage): KeptMessage => {
  if (kept.state === 'refused') return kept.uploads ? { ...kept, problem: undefined } : kept;
  return kept.uploads ? { ...kept, state: 'refused' } : { ...kept, state: 'waiting' };
};

/** Reads them back. */
export const recallKept = (userId: string): readonly KeptMessage[] => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]');
    if (!Array.isArray(value)) return [];
    return value.filter(isKept).map(recalled);
  } catch {
    return [];
  }
};
