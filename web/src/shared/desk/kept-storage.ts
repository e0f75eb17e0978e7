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

/** Reads them back. What was under way is sent again: the server knows it by its id. */
export const recallKept = (userId: string): readonly KeptMessage[] => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]');
    if (!Array.isArray(value)) return [];
    return value.filter(isKept).map((kept) => (kept.state === 'sending' ? { ...kept, state: 'waiting' } : kept));
  } catch {
    return [];
  }
};
