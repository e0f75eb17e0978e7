import { useEffect, useState } from 'react';
import { recallDraft, rememberDraft, type Draft } from '../model/draft';

const SAVE_AFTER_MS = 250;

/** The draft of one interaction, kept in this browser while it is written. Mount anew for another interaction. */
export const useDraft = (userId: string, interactionId: string): [Draft, (draft: Draft) => void] => {
  const [draft, setDraft] = useState(() => recallDraft(userId, interactionId));
  useEffect(() => {
    const saveNow = () => rememberDraft(userId, interactionId, draft);
    // What was sent must not be taken for begun, not even for a moment.
    const empty = !draft.reply && !draft.note;
    if (empty) saveNow();
    const timer = empty ? undefined : setTimeout(saveNow, SAVE_AFTER_MS);
    window.addEventListener('pagehide', saveNow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', saveNow);
      saveNow();
    };
  }, [userId, interactionId, draft]);
  return [draft, setDraft];
};
