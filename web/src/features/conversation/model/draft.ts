import type { DraftView } from '@/shared/api/schema';
import { forget, recall, remember } from '@/shared/lib/storage';

/** What an agent has begun to write in one interaction. */
export interface Draft {
  /** `public`: a reply under a post; never kept, so that nobody writes publicly without choosing it. */
  mode: 'reply' | 'public' | 'note';
  reply: string;
  note: string;
  /** Last changed at, by the server's clock; 0: never. */
  at: number;
}

/** Nothing begun. */
export const EMPTY_DRAFT: Draft = { mode: 'reply', reply: '', note: '', at: 0 };

const keyOf = (userId: string, interactionId: string): string => `draft.${userId}.${interactionId}`;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'reply' in value && 'note' in value && typeof value.reply === 'string' && typeof value.note === 'string';

/** The kept draft of an interaction. */
export const recallDraft = (userId: string, interactionId: string): Draft => {
  try {
    const value: unknown = JSON.parse(recall(keyOf(userId, interactionId)) ?? 'null');
    return isDraft(value) ? { ...EMPTY_DRAFT, ...value, mode: value.mode === 'note' ? 'note' : 'reply' } : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
};

/** The newer of what this browser and the server have; what the server has came perhaps from another browser. */
export const newerDraft = (own: Draft, kept: DraftView): Draft => {
  const at = kept.written_at ?? 0;
  if (at <= own.at) return own;
  return { mode: kept.reply === '' && kept.note !== '' ? 'note' : 'reply', reply: kept.reply, note: kept.note, at };
};

/** Keeps a draft; an empty one is forgotten. */
export const rememberDraft = (userId: string, interactionId: string, draft: Draft): void => {
  if (!draft.reply && !draft.note) forget(keyOf(userId, interactionId));
  else remember(keyOf(userId, interactionId), JSON.stringify(draft));
};

/** Forgets drafts of interactions that the person no longer holds. */
export const pruneDrafts = (userId: string, heldIds: readonly string[]): void => {
  const prefix = `parlance.${keyOf(userId, '')}`;
  const keep = new Set(heldIds.map((id) => prefix + id));
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix) && !keep.has(key)) localStorage.removeItem(key);
};
